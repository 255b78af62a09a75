using System.Security.Claims;
using Appeals.Core.Data;
using Appeals.Core.People;
using Appeals.Testing;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Tests.Shell;

/// <summary>The real pipeline and pages of the site without database, jobs or mail.</summary>
public sealed class ShellHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ShellHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public static Task<ShellHost> StartAsync(string environment = "Development", params (string Key, string? Value)[] settings) => StartAsync(environment, null, settings);

    public static Task<ShellHost> StartAsync(TestDatabase database) => StartAsync("Development", database);

    private static async Task<ShellHost> StartAsync(string environment, TestDatabase? database, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment, ApplicationName = typeof(SharedText).Assembly.GetName().Name, ContentRootPath = Sources.Web,
        });
        builder.WebHost.UseTestServer();
        // the features' own services need what this host leaves out
        builder.Host.UseDefaultServiceProvider(container => container.ValidateOnBuild = false);
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.Services.AddSingleton<TimeProvider>(new FakeTime());
        if (database is not null) builder.Services.AddDbContext<AppealsDb>(db => db.UseAppeals(database.Provider, database.ConnectionString));
        builder.AddSite();
        builder.AddAccess();
        builder.AddLanguages();
        builder.AddPages();
        var app = builder.Build();
        app.UseSite();
        app.UseAccess();
        app.UseLanguages();
        app.MapPages();
        await app.StartAsync();
        return new ShellHost(app);
    }

    /// <summary>A browser that follows no redirects and keeps cookies.</summary>
    public HttpClient Browser(string? language = null)
    {
        var client = new HttpClient(new CookieJar(_app.GetTestServer().CreateHandler())) { BaseAddress = new Uri("https://appeals.example") };
        if (language is not null) client.DefaultRequestHeaders.Add("Accept-Language", language);
        return client;
    }

    /// <summary>A browser in which this person has signed in.</summary>
    public HttpClient Browser(Person person, params string[] roles)
    {
        var claims = roles.Select(r => new Claim(ClaimTypes.Role, r)).Prepend(new Claim(ClaimTypes.Name, person.DisplayName)).Prepend(new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()));
        var scheme = IdentityConstants.ApplicationScheme;
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims.Append(new Claim(ActorClaims.Language, person.Language)), scheme)), scheme);
        var browser = Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}");
        return browser;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class CookieJar(HttpMessageHandler server) : DelegatingHandler(server)
    {
        private readonly System.Net.CookieContainer _cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set) _cookies.SetCookies(request.RequestUri!, cookie);
            }
            return response;
        }
    }
}
