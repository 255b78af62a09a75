using System.Security.Claims;
using Appeals.Core.Data;
using Appeals.Core.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Account;

/// <summary>Ties the cookie to its row: signing in adds one, signing out removes it, and every request but those for files looks for it.</summary>
internal static class SessionCookie
{
    public static Task BeginAsync(CookieSigningInContext context)
    {
        // a cookie that is written anew is the same session
        return context.Properties.Items.ContainsKey(CurrentSession.IdItem) ? Task.CompletedTask : AddAsync(context);
    }

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return;
        if (http.Features.Get<IExceptionHandlerFeature>()?.Error.MeansDatabaseIsAway() == true)
        {
            // the page that says so must not ask the database who reads it
            context.RejectPrincipal();
            return;
        }
        if (await FindAsync(context) is { } session)
        {
            http.Features.Set(session);
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }
        context.RejectPrincipal();
        context.Options.CookieManager.DeleteCookie(http, context.Options.Cookie.Name!, context.Options.Cookie.Build(http));
    }

    public static Task EndAsync(CookieSigningOutContext context) =>
        context.HttpContext.Features.Get<CurrentSession>() is { } session ? Sessions(context.HttpContext).EndAsync(session.Id, context.HttpContext.User.PersonId(), CancellationToken.None) : Task.CompletedTask;

    private static async Task AddAsync(CookieSigningInContext context)
    {
        var http = context.HttpContext;
        // whoever signs in here a second time leaves the first session
        if (http.Features.Get<CurrentSession>() is { } before) await Sessions(http).EndAsync(before.Id, http.User.PersonId(), http.RequestAborted);
        var (browser, system) = Browsers.Of(http.Request.Headers.UserAgent);
        var withCode = context.Properties.Items.Remove(CurrentSession.SecondFactorItem);
        var session = await Sessions(http).BeginAsync(context.Principal!.PersonId(), browser, system, withCode, http.RequestAborted);
        context.Properties.Items[CurrentSession.IdItem] = session.Id.ToString();
    }

    private static async Task<CurrentSession?> FindAsync(CookieValidatePrincipalContext context)
    {
        if (!context.Properties.Items.TryGetValue(CurrentSession.IdItem, out var id) || !Guid.TryParse(id, out var session) || context.Principal is not { } user) return null;
        var stamp = context.HttpContext.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        return await Sessions(context.HttpContext).FindAsync(session, user.PersonId(), user.FindFirstValue(stamp), context.HttpContext.RequestAborted);
    }

    private static SessionService Sessions(HttpContext http) => http.RequestServices.GetRequiredService<SessionService>();
}
