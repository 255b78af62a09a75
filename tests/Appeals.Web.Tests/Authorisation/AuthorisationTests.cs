using System.Net;
using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Authorisation;

/// <summary>Every door of the site × everybody who might knock, against <see cref="EndpointTable"/>.</summary>
public sealed class AuthorisationTests(AuthorisationTests.Site host) : IClassFixture<AuthorisationTests.Site>
{
    private const string NewFilesFallback = "Fallback {**path:file}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Entries => [.. EndpointTable.Entries.Select(e => e.Endpoint)];

    [Fact]
    public void Table_AgainstTheSitesEndpoints_NamesEachOnce()
    {
        var there = Endpoints().SelectMany(Names).ToList();
        var declared = EndpointTable.Entries.Select(e => e.Endpoint).ToList();

        var wrong = there.Except(declared, StringComparer.Ordinal).Select(e => "no line for " + e)
            .Concat(declared.Except(there, StringComparer.Ordinal).Select(e => "no endpoint " + e)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(declared.Count, declared.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Table_IsSortedByRoute() =>
        Assert.Equal(EndpointTable.Entries.OrderBy(e => e.Pattern, StringComparer.Ordinal).Select(e => e.Pattern), EndpointTable.Entries.Select(e => e.Pattern));

    [Fact]
    public void Endpoints_ThatAreFiles_AreForAnyone() =>
        Assert.All(Sources().Where(IsFile), e => Assert.Equal(Policies.Anyone, e.Metadata.GetRequiredMetadata<IAuthorizeData>().Policy));

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task Endpoint_ForEverybody_LetsInWhoeverTheTableNames(string endpoint)
    {
        var entry = EndpointTable.Entries.Single(e => e.Endpoint == endpoint);
        var path = await new Samples(host).PathAsync(entry);
        var answers = new Dictionary<Who, (bool LetIn, HttpStatusCode Status)>();

        foreach (var who in host.Visitors.OrderBy(v => entry.Allowed.HasFlag(v))) answers[who] = await KnockAsync(entry, path, who);

        if (entry.Sample == Sample.EndsSession) host.Forget();
        var letIn = answers.Where(a => a.Value.LetIn).Aggregate(Who.Nobody, (all, a) => all | a.Key);
        Assert.True(entry.Allowed == letIn, $"{entry} lets in {letIn}, not {entry.Allowed}: {string.Join(", ", answers.Select(a => $"{a.Key} {(int)a.Value.Status}"))}");
    }

    private async Task<(bool LetIn, HttpStatusCode Status)> KnockAsync(Entry entry, string path, Who who)
    {
        var visitor = entry.Sample == Sample.EndsSession ? await host.FreshAsync(who) : await host.AsAsync(who);
        using var limit = new CancellationTokenSource(Patience);
        var method = entry.Method == "ANY" ? HttpMethod.Get : HttpMethod.Parse(entry.Method);
        using var response = await visitor.SendAsync(method, path, ContentOf(method), limit.Token);
        return (!IsRefusal(response), response.StatusCode);
    }

    internal static HttpContent? ContentOf(HttpMethod method)
    {
        if (method == HttpMethod.Post || method == HttpMethod.Put) return new FormUrlEncodedContent([]);
        if (method != HttpMethod.Patch) return null;
        // the only thing that is patched are uploads
        var content = new ByteArrayContent([]);
        content.Headers.ContentType = new("application/offset+octet-stream");
        return content;
    }

    private static bool IsRefusal(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => true,
        HttpStatusCode.Found => response.Headers.Location!.OriginalString.Contains($"{AccessSetup.SignInPath}?returnUrl=", StringComparison.Ordinal),
        _ => false,
    };

    private IEnumerable<RouteEndpoint> Endpoints() => Sources().Where(e => !IsFile(e) && e.DisplayName != NewFilesFallback);

    private IEnumerable<RouteEndpoint> Sources() => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static IEnumerable<string> Names(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["ANY"];
        return methods.Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}");
    }

    public class Site : AppealsHost
    {
        private const string Key = "apk_key-of-the-platform-under-test";
        private const string OtherKey = "apk_key-of-another-platform";
        private readonly Dictionary<Who, Visitor> _visitors = [];

        public IEnumerable<Who> Visitors { get; } =
            [Who.Anonymous, Who.Creator, Who.OtherCreator, Who.Reviewer, Who.SecondReviewer, Who.Lead, Who.Admin, Who.OtherStaff, Who.Key, Who.OtherKey];

        public async Task<Visitor> AsAsync(Who who) => _visitors.TryGetValue(who, out var visitor) ? visitor : _visitors[who] = await FreshAsync(who);

        /// <summary>Everybody signs in anew, because somebody signed them out everywhere.</summary>
        public void Forget() => _visitors.Clear();

        public async Task<Visitor> FreshAsync(Who who)
        {
            var visitor = Anonymous();
            // without these the upload protocol refuses everybody before it looks who they are
            visitor.Http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
            visitor.Http.DefaultRequestHeaders.Add("Upload-Offset", "0");
            if (who == Who.Key) visitor.Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
            else if (who == Who.OtherKey) visitor.Http.DefaultRequestHeaders.Authorization = new("Bearer", OtherKey);
            else if (who != Who.Anonymous) await visitor.SignInAsync(EmailOf(who), World.Password);
            return visitor;
        }

        protected override async Task SeedAsync(AppealsDb db)
        {
            var keys = new ApiKeyService(db, Time);
            await keys.AdmitAsync(World.Platform.Id, "test", Key);
            await keys.AdmitAsync(World.OtherPlatform.Id, "test", OtherKey);
        }

        private string EmailOf(Who who) => (who switch
        {
            Who.Creator => World.Creator,
            Who.OtherCreator => World.OtherCreator,
            Who.Reviewer => World.Reviewer,
            Who.SecondReviewer => World.SecondReviewer,
            Who.Lead => World.Lead,
            Who.Admin => World.Admin,
            _ => World.OtherPlatformReviewer,
        }).Email!;
    }
}
