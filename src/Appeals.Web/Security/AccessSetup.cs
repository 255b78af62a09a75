using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Appeals.Web.Security;

/// <summary>Who may do what: session cookie, policies, rate limits.</summary>
public static class AccessSetup
{
    public const string SignInPath = "/sign-in";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.LoginPath = SignInPath;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = true;
            Harden(cookie.Cookie, "session", development);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
        builder.Services.AddAntiforgery(forgery =>
        {
            Harden(forgery.Cookie, "forgery", development);
            forgery.HeaderName = "X-Antiforgery";
            forgery.FormFieldName = "antiforgery";
        });
        builder.Services.AddAuthorizationBuilder().AddPolicies();
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>The __Host- prefix ties a cookie to this host and https; plain http exists in Development only.</summary>
    private static void Harden(CookieBuilder cookie, string name, bool development)
    {
        cookie.Name = development ? $"appeals-{name}" : $"__Host-appeals-{name}";
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }
}
