using Appeals.Testing;

namespace Appeals.Web.Tests.Live;

/// <summary>The site with a short breath.</summary>
public sealed class LiveHost : AppealsHost
{
    protected override IEnumerable<(string Key, string Value)> Settings() =>
    [
        .. base.Settings(), ("Live:Poll", "00:00:00.1"), ("Live:Recheck", "00:00:01"), ("Live:Heartbeat", "00:00:01"), ("Live:ConnectionsPerPerson", "3"),
    ];
}
