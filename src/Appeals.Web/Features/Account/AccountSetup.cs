using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Account;

public static class AccountSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddPeople();
        builder.Services.AddScoped<Device>().AddScoped<Zones>().AddScoped<PasswordProblems>();
        // who owes a code after the password; the other is never written, but Identity ends it too when it ends a session
        var development = builder.Environment.IsDevelopment();
        builder.Services.AddAuthentication()
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => AccessSetup.Harden(cookie.Cookie, "code-needed", development))
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, cookie => AccessSetup.Harden(cookie.Cookie, "second-factor", development));
        builder.Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<IOptions<PeopleOptions>>((cookie, people) =>
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (people.Value.CodeTime, false));
        builder.Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<PeopleOptions>>((cookie, people) =>
        {
            cookie.ExpireTimeSpan = people.Value.Session;
            cookie.Events.OnSigningIn = SessionCookie.BeginAsync;
            cookie.Events.OnSigningOut = SessionCookie.EndAsync;
            cookie.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
        });
    }
}

/// <summary>The texts of this feature.</summary>
public sealed class AccountText;
