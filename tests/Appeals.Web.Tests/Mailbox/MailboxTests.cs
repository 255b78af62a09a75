using System.Net;
using Appeals.Core.Notifying;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Appeals.Web.Tests.Mailbox;

public sealed class MailboxTests(AppealsHost host) : IClassFixture<AppealsHost>
{
    [Fact]
    public async Task Mailbox_WhenAMailWasWritten_ShowsItAndItsFate()
    {
        var id = await WriteAsync();
        using var visitor = host.Anonymous();

        var before = await visitor.PageAsync("/dev/mailbox");
        await host.RunAsync<EmailJob>();
        var after = await visitor.PageAsync($"/dev/mailbox/{id}");

        Assert.Contains("Waiting", before.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("设置新密码", before.QuerySelector("tbody tr th")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sent", after.QuerySelector(".chip")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("allow-popups allow-popups-to-escape-sandbox", after.QuerySelector("iframe")!.GetAttribute("sandbox"));
    }

    [Fact]
    public async Task Html_OfAMail_MayStyleItselfAndNothingElse()
    {
        var id = await WriteAsync();
        using var visitor = host.Anonymous();

        var response = await visitor.GetAsync($"/dev/mailbox/{id}/html");

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailbox_WhenAskedFromElsewhere_IsClosed()
    {
        using var visitor = host.Anonymous();
        host.RemoteAddress = IPAddress.Parse("203.0.113.7");

        var response = await visitor.GetAsync("/dev/mailbox");

        host.RemoteAddress = null;
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    private async Task<Guid> WriteAsync()
    {
        using var visitor = host.Anonymous();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await visitor.PostAsync("/forgot-password", ("Email", host.World.Creator.Email));
        await using var db = host.Open();
        return await db.Emails.OrderByDescending(e => e.CreatedAt).Select(e => e.Id).FirstAsync();
    }
}

public sealed class MailboxOutsideDevelopmentTests(MailboxOutsideDevelopmentTests.LiveHost host) : IClassFixture<MailboxOutsideDevelopmentTests.LiveHost>
{
    [Fact]
    public async Task Mailbox_OutsideDevelopment_DoesNotExist()
    {
        using var visitor = host.Anonymous();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/dev/mailbox")).StatusCode);
    }

    [Fact]
    public async Task Session_OutsideDevelopment_IsTiedToThisHost()
    {
        using var visitor = host.Anonymous();

        var response = await visitor.PostAsync("/sign-in", ("Email", host.World.Creator.Email), ("Password", World.Password));

        var session = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-appeals-session=", StringComparison.Ordinal));
        Assert.Contains("; secure; samesite=lax; httponly", session, StringComparison.OrdinalIgnoreCase);
    }

    public sealed class LiveHost : AppealsHost
    {
        protected override string EnvironmentName => Environments.Production;

        protected override IEnumerable<(string Key, string Value)> Settings() =>
        [
            .. base.Settings(), ("Email:Smtp:Host", "127.0.0.1"), ("Evidence:MasterKeys:k1", Convert.ToBase64String(new byte[32])),
        ];
    }
}
