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
        // Identity ends this one too when it ends a session
        builder.Services.AddAuthentication().AddCookie(IdentityConstants.TwoFactorRememberMeScheme, cookie =>
            AccessSetup.Harden(cookie.Cookie, "second-factor", builder.Environment.IsDevelopment()));
        builder.Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<PeopleOptions>>((cookie, people) =>
        {
            cookie.ExpireTimeSpan = people.Value.Session;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
    }
}

/// <summary>The texts of this feature.</summary>
public sealed class AccountText;
