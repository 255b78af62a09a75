using Appeals.Testing;

namespace Appeals.Browser.Tests;

/// <summary>One process that does everything, over SQLite: what a newcomer starts.</summary>
public sealed class OneServer : Stage
{
    public override Uri Entrance => Site.Address;
    public override string Log => Site.Log;

    protected override async Task<SiteProcess> OpenAsync((string, string)[] settings)
    {
        var site = new SiteProcess(settings);
        await site.StartAsync();
        return site;
    }
}

[CollectionDefinition(nameof(OneServer))]
public sealed class OneServerCollection : ICollectionFixture<OneServer>;

/// <summary>Another such server, whose appeals are only looked at.</summary>
[CollectionDefinition(nameof(Looks))]
public sealed class Looks : ICollectionFixture<OneServer>;
