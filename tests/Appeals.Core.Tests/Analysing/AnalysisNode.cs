using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.History;
using Appeals.Core.Scheduling;
using Appeals.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Tests.Analysing;

/// <summary>One server's hands over a shared database and evidence store.</summary>
internal sealed class AnalysisNode : IDisposable
{
    private readonly IHost _host;

    public AnalysisNode(TestDatabase database, EvidenceStore store, TimeProvider time, Action<AnalysingOptions>? change = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(store);
        builder.Services.AddDbContext<AppealsDb>(db => db.UseAppeals(database.Provider, database.ConnectionString));
        builder.Services.AddScoped<HistoryLog>();
        builder.Services.AddAnalysing();
        builder.Services.AddAnalysisWorkers();
        builder.Services.AddScheduling(builder.Configuration);
        if (change is not null) builder.Services.Configure(change);
        _host = builder.Build();
    }

    public AnalysisWorkers Workers => _host.Services.GetRequiredService<AnalysisWorkers>();

    public Nudge Nudge => _host.Services.GetRequiredService<Nudge>();

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Starts the schedule, as a server does.</summary>
    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();
}
