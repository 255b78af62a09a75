using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.History;
using Appeals.Core.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Tests.Analysing;

/// <summary>One server's hands over a shared database and evidence store.</summary>
internal sealed class AnalysisNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public AnalysisNode(string connection, EvidenceStore store, TimeProvider time, Action<AnalysingOptions>? change = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(time);
        services.AddSingleton(store);
        services.AddDbContext<AppealsDb>(db => db.UseAppealsSqlite(connection));
        services.AddScoped<HistoryLog>();
        services.AddAnalysing();
        services.AddAnalysisWorkers();
        services.AddScheduling();
        if (change is not null) services.Configure(change);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public AnalysisWorkers Workers => _services.GetRequiredService<AnalysisWorkers>();

    public Nudge Nudge => _services.GetRequiredService<Nudge>();

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Starts the schedule, as a server does.</summary>
    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse()) await service.StopAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
