using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Metadata;
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
            cookie.Events.OnRedirectToLogin = AskToSignIn;
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

    /// <summary>A script gets 401 instead of a page it cannot read; a form whose session ended comes back to the page it stood on.</summary>
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.IsByScript() || IsForPrograms(context.HttpContext)) return Answer(context, StatusCodes.Status401Unauthorized);
        context.Response.Redirect(HttpMethods.IsGet(request.Method) ? context.RedirectUri : $"{SignInPath}?returnUrl={Uri.EscapeDataString(PageOf(request))}");
        return Task.CompletedTask;
    }

    /// <summary>An API controller's endpoint says so itself.</summary>
    private static bool IsForPrograms(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IDisableCookieRedirectMetadata>() is not null;

    private static string PageOf(HttpRequest request) =>
        request.GetTypedHeaders().Referer is { IsAbsoluteUri: true } from && from.Authority == request.Host.Value ? from.PathAndQuery : "/";

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>The __Host- prefix ties a cookie to this host and https; plain http exists in Development only.</summary>
    internal static void Harden(CookieBuilder cookie, string name, bool development)
    {
        cookie.Name = development ? $"appeals-{name}" : $"__Host-appeals-{name}";
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }
}
