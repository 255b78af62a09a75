using System.Net;
using Appeals.Testing;

namespace Appeals.Web.Tests.Account;

public sealed class RateLimitTests(RateLimitTests.StrictHost host) : IClassFixture<RateLimitTests.StrictHost>
{
    [Fact]
    public async Task SignIn_WhenTriedTooOftenFromOneAddress_IsHeldUpThereAlone()
    {
        using var visitor = host.Anonymous();
        HttpResponseMessage last = null!;
        for (var i = 0; i < 4; i++) last = await visitor.PostAsync("/sign-in", ("Email", $"guess-{i}@example.test"), ("Password", "wrong password"));
        host.RemoteAddress = IPAddress.Parse("203.0.113.7");
        var other = await visitor.PostAsync("/sign-in", ("Email", "guess@example.test"), ("Password", "wrong password"));

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(last)).QuerySelector("h1"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    public sealed class StrictHost : AppealsHost
    {
        protected override IEnumerable<(string Key, string Value)> Settings() => [.. base.Settings(), ("RequestLimits:SignInsPerMinute", "3")];
    }
}
