using Appeals.Core.People;
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
        builder.Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<PeopleOptions>>((cookie, people) =>
        {
            cookie.ExpireTimeSpan = people.Value.Session;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
    }
}

/// <summary>The texts of this feature.</summary>
public sealed class AccountText;
