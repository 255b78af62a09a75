using Appeals.Testing;

namespace Appeals.Web.Tests.Live;

/// <summary>The site with a short breath.</summary>
public sealed class LiveHost : AppealsHost
{
    // a heartbeat is rarer than the questions between, as it may be outside
    protected override IEnumerable<(string Key, string Value)> Settings() =>
    [
        .. base.Settings(), ("Live:Poll", "00:00:00.1"), ("Live:Recheck", "00:00:01"), ("Live:Heartbeat", "00:00:01.2"), ("Live:ConnectionsPerPerson", "3"),
    ];
}
