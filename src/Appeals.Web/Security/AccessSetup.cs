using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Identity;

namespace Appeals.Web.Security;

/// <summary>Who may do what: session cookie, policies, rate limits.</summary>
public static class AccessSetup
{
    public const string SignInPath = "/sign-in";
    public const string SecondFactorPath = "/account/second-factor";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.LoginPath = SignInPath;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.SlidingExpiration = true;
            Harden(cookie.Cookie, "session", development);
            cookie.Events.OnRedirectToAccessDenied = Refuse;
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

    /// <summary>Staff who owe a second factor are led to where it is set up, whatever else they asked for.</summary>
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (http, request) = (context.HttpContext, context.Request);
        if (request.IsByScript() || IsForPrograms(http) || !Policies.OwesSecondFactor(http.User, http)) return Answer(context, StatusCodes.Status403Forbidden);
        var wanted = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString.ToString() : PageOf(request);
        context.Response.Redirect($"{SecondFactorPath}?returnUrl={Uri.EscapeDataString(wanted)}");
        return Task.CompletedTask;
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
