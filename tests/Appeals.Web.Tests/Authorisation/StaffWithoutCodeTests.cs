using System.Net;
using System.Security.Cryptography;
using Appeals.Testing;
using Appeals.Web.Security;
using Microsoft.Extensions.Hosting;

namespace Appeals.Web.Tests.Authorisation;

/// <summary>Every door of the site, outside Development, knocked at by staff who have no second factor yet.</summary>
public sealed class StaffWithoutCodeTests(StaffWithoutCodeTests.Site host) : IClassFixture<StaffWithoutCodeTests.Site>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Who[] Staff = [Who.Reviewer, Who.Lead, Who.Admin];

    public static TheoryData<string> Closed => [.. EndpointTable.Entries.Where(e => !e.Allowed.HasFlag(Who.Anonymous) && !IsSetup(e)).Select(e => e.Endpoint)];

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task Endpoint_ForStaffWithoutACode_LeadsToSettingOneUp(string endpoint)
    {
        var entry = EndpointTable.Entries.Single(e => e.Endpoint == endpoint);
        var path = await new Samples(host).PathAsync(entry);

        foreach (var who in Staff)
        {
            using var response = await KnockAsync(entry, path, who);
            var leads = response.StatusCode == HttpStatusCode.Found && response.Headers.Location!.OriginalString.StartsWith(AccessSetup.SecondFactorPath + "?returnUrl=", StringComparison.Ordinal);
            var isByProgram = response.StatusCode == HttpStatusCode.Forbidden && entry.Pattern.StartsWith("/uploads", StringComparison.Ordinal);
            var isNowhere = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized && (entry.Allowed & Staff.Aggregate(Who.Nobody, (all, w) => all | w)) == Who.Nobody;
            Assert.True(leads || isByProgram || isNowhere, $"{entry} answers {who} with {(int)response.StatusCode} {response.Headers.Location}");
        }
    }

    [Fact]
    public async Task Script_OfStaffWithoutACode_IsRefusedInsteadOfLed()
    {
        var visitor = await host.AsAsync(Who.Reviewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/mine");
        request.Headers.Add("Sec-Fetch-Mode", "cors");

        using var response = await visitor.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Creator_WithoutACode_GoesOnAsBefore()
    {
        var visitor = await host.AsAsync(Who.Creator);

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/works")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Staff_OnceTheyHaveSetItUp_AreLetIn()
    {
        var visitor = await host.FreshAsync(Who.SecondReviewer);
        var before = await visitor.GetAsync("/queue");
        var setup = await visitor.PageAsync(before.Headers.Location!.OriginalString);

        var app = await visitor.SetUpAppAsync(host.Time);
        var here = await visitor.GetAsync("/queue");
        using var elsewhere = host.Anonymous();
        await elsewhere.SignInAsync(host.World.SecondReviewer.Email!, World.Password);
        var halfway = await elsewhere.GetAsync("/queue");
        await elsewhere.SignInAsync(host.World.SecondReviewer.Email!, World.Password, app.NextCode());
        var there = await elsewhere.GetAsync("/queue");

        Assert.Equal("/queue", setup.QuerySelector("input[name='Form.ReturnUrl']")!.GetAttribute("value"));
        Assert.NotNull(setup.QuerySelector("svg.qr path"));
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        Assert.StartsWith("/sign-in", halfway.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [Fact]
    public async Task Staff_WhenTheyReplaceTheApp_CanGoNowhereUntilTheNewOneIsThere()
    {
        var visitor = await host.FreshAsync(Who.OtherStaff);
        var app = await visitor.SetUpAppAsync(host.Time);

        var off = await visitor.PostAsync("/account/second-factor/off", ("Form.Password", World.Password), ("Form.Code", app.NextCode()));
        var closed = await visitor.GetAsync("/queue");
        await visitor.SetUpAppAsync(host.Time);

        Assert.Equal(AccessSetup.SecondFactorPath, off.Headers.Location!.OriginalString);
        Assert.StartsWith(AccessSetup.SecondFactorPath, closed.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/queue")).StatusCode);
    }

    private static bool IsSetup(Entry entry) => entry.Pattern.StartsWith(AccessSetup.SecondFactorPath, StringComparison.Ordinal);

    private async Task<HttpResponseMessage> KnockAsync(Entry entry, string path, Who who)
    {
        var visitor = await host.AsAsync(who);
        using var limit = new CancellationTokenSource(Patience);
        var method = entry.Method == "ANY" ? HttpMethod.Get : HttpMethod.Parse(entry.Method);
        return await visitor.SendAsync(method, path, AuthorisationTests.ContentOf(method), limit.Token);
    }

    public sealed class Site : AuthorisationTests.Site
    {
        private readonly string _masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

        protected override string EnvironmentName => Environments.Production;

        protected override IEnumerable<(string Key, string Value)> Settings() =>
            [.. base.Settings(), ("Evidence:MasterKeys:test", _masterKey), ("Email:Smtp:Host", "mail.example.test")];
    }
}
