using Appeals.Core.Data;
using Appeals.Testing;

namespace Appeals.Browser.Tests;

/// <summary>Two web and two worker processes over one PostgreSQL and one evidence folder, behind a proxy that gives every request to the next web process.</summary>
public sealed class Cluster : Stage
{
    private readonly Uri _entrance = SiteProcess.FreeAddress();
    private readonly List<SiteProcess> _others = [];
    private RoundRobinProxy? _proxy;

    public override Uri Entrance => _entrance;
    public override string Log => string.Join("\n\n", _others.Prepend(Site).Select(site => site.Log));

    protected override async Task<SiteProcess> OpenAsync((string, string)[] settings)
    {
        settings = [.. settings, ("PublicUrl", _entrance.ToString())];
        var first = new SiteProcess(await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql), [.. settings, ("Roles", "web")]);
        await first.StartAsync();
        foreach (var role in new[] { "web", "worker", "worker" }) _others.Add(first.Beside([.. settings, ("Roles", role)]));
        await Task.WhenAll(_others.Select(other => other.StartAsync("/health/ready")));
        _proxy = await RoundRobinProxy.StartAsync(_entrance, [first.Address, _others[0].Address]);
        return first;
    }

    public override async Task DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        foreach (var other in _others) await other.DisposeAsync();
        await base.DisposeAsync();
    }
}

[CollectionDefinition(nameof(Cluster))]
public sealed class ClusterCollection : ICollectionFixture<Cluster>;
