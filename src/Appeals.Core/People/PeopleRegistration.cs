using Appeals.Core.Data;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Appeals.Core.People;

public static class PeopleRegistration
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddOptions<PeopleOptions>().BindConfiguration(PeopleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddIdentityCore<Person>()
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<AppealsDb>()
            .AddPasswordValidator<NotTheName>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddOptions<IdentityOptions>().Configure<IOptions<PeopleOptions>>((identity, people) => Shape(identity, people.Value));
        services.AddOptions<DataProtectionTokenProviderOptions>().Configure<IOptions<PeopleOptions>>((tokens, people) => tokens.TokenLifespan = people.Value.LinkLifetime);
        services.AddOptions<SecurityStampValidatorOptions>().Configure<IOptions<PeopleOptions>>((stamp, people) => stamp.ValidationInterval = people.Value.SessionCheck);
        return services.AddScoped<AccountMails>().AddScoped<RegistrationService>().AddScoped<InvitationService>().AddScoped<SignInService>().AddScoped<PasswordService>().AddScoped<ProfileService>()
            .AddScoped<SessionService>().AddScoped<SecondFactorService>();
    }

    /// <summary>What cleans up; for processes in the worker role.</summary>
    public static IServiceCollection AddSessionSweep(this IServiceCollection services) => services.AddRecurringJob<SessionSweepJob>(SweepInterval);

    private static void Shape(IdentityOptions identity, PeopleOptions people)
    {
        identity.User.RequireUniqueEmail = true;
        // names are addresses here; what an address may hold is judged as an address
        identity.User.AllowedUserNameCharacters = "";
        identity.Password.RequiredLength = people.PasswordLength;
        identity.Password.RequiredUniqueChars = 4;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
    }
}
