using System.Net;
using Appeals.Core.Data;
using Appeals.Core.People;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Quartz;
using Xunit;

namespace Appeals.Testing;

/// <summary>
/// The whole site in memory, over a database file, folders and a clock of its own, with the people of <see cref="Testing.World"/>.
/// Use it as a class fixture. Recurring jobs stand still: a test runs the one it wants by <see cref="RunAsync{TJob}"/>.
/// </summary>
public class AppealsHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("appeals-host-").FullName;
    private readonly Dictionary<Guid, Visitor> _signedIn = [];
    private TestDatabase _database = null!;

    public FakeTime Time { get; } = new();
    public World World { get; private set; } = null!;
    /// <summary>Where requests seem to come from; null is this machine.</summary>
    public IPAddress? RemoteAddress { get; set; }
    protected virtual string EnvironmentName => Environments.Development;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using (var db = Open()) World = await World.CreateAsync(db, Time.Now);
        _ = Server;
        await using (var db = Open()) await SeedAsync(db);
    }

    /// <summary>Adds what the tests of one class share; <see cref="World"/> is there.</summary>
    protected virtual Task SeedAsync(AppealsDb db) => Task.CompletedTask;

    public AppealsDb Open() => _database.Open();

    /// <summary>Core's services over the same database and clock, to bring appeals where a test needs them.</summary>
    public CoreServices NewCore() => new(_database, Time);

    /// <summary>A browser in which nobody is signed in.</summary>
    public Visitor Anonymous() => new(CreateDefaultClient(new Uri("https://localhost"), new CookieJar()));

    /// <summary>A browser in which <paramref name="person"/> has signed in through the form; the same one for all tests of the class.</summary>
    public async Task<Visitor> As(Person person)
    {
        if (_signedIn.TryGetValue(person.Id, out var visitor)) return visitor;
        visitor = Anonymous();
        await visitor.SignInAsync(person.Email!, World.Password);
        return _signedIn[person.Id] = visitor;
    }

    /// <summary>Runs a job once, as its schedule would.</summary>
    public async Task RunAsync<TJob>() where TJob : class, IJob
    {
        await using var scope = Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider).Execute(null!, default);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        foreach (var (key, value) in Settings()) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(Time);
            services.AddSingleton<IStartupFilter>(new From(this));
            foreach (var schedule in services.Where(IsSchedule).ToList()) services.Remove(schedule);
        });
    }

    private static bool IsSchedule(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType == typeof(QuartzHostedService)
            || service.ImplementationType is { IsGenericType: true } pickup && pickup.GetGenericTypeDefinition() == typeof(Pickup<>));

    protected virtual IEnumerable<(string Key, string Value)> Settings() =>
    [
        .. _database.Settings,
        ("PublicUrl", "https://appeals.example.test"),
        ("Evidence:Directory", Path.Combine(_folder, "evidence")),
        ("Email:DropFolder", Path.Combine(_folder, "mail")),
        ("RequestLimits:SignInsPerMinute", "1000"),
        ("Demo:Enabled", "false"),
        ("Logging:LogLevel:Default", "Warning"),
    ];

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class From(AppealsHost host) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Connection.RemoteIpAddress = host.RemoteAddress ?? IPAddress.Loopback;
                return rest(http);
            });
            next(app);
        };
    }
}
