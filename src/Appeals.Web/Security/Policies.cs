using System.Net;
using System.Security.Claims;
using Appeals.Core.People;
using Microsoft.AspNetCore.Authorization;

namespace Appeals.Web.Security;

/// <summary>Every endpoint names one of these; an endpoint that names none is refused to everybody.</summary>
public static class Policies
{
    public const string Anyone = nameof(Anyone);
    public const string SignedIn = nameof(SignedIn);

    /// <summary>The pages on which staff set up the second factor that every other policy asks of them.</summary>
    public const string SecondFactorSetup = nameof(SecondFactorSetup);

    public const string Creator = nameof(Creator);
    public const string Reviewer = nameof(Reviewer);
    public const string Lead = nameof(Lead);
    public const string Staff = nameof(Staff);
    public const string Admin = nameof(Admin);
    public const string LeadOrAdmin = nameof(LeadOrAdmin);
    public const string PlatformApi = nameof(PlatformApi);
    public const string DevelopmentOnly = nameof(DevelopmentOnly);

    /// <summary>The authentication scheme of platform keys in <c>Authorization: Bearer</c>.</summary>
    public const string PlatformKeyScheme = "PlatformKey";

    internal static void AddPolicies(this AuthorizationBuilder builder) => builder
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
        .AddPolicy(Anyone, p => p.RequireAssertion(_ => true))
        .AddPolicy(SignedIn, p => p.RequireAuthenticatedUser().RequireSecondFactor())
        .AddPolicy(SecondFactorSetup, p => p.RequireAuthenticatedUser())
        .AddPolicy(Creator, p => p.RequireRole(Roles.Creator).RequireSecondFactor())
        .AddPolicy(Reviewer, p => p.RequireRole(Roles.Reviewer, Roles.Lead).RequireSecondFactor())
        .AddPolicy(Lead, p => p.RequireRole(Roles.Lead).RequireSecondFactor())
        .AddPolicy(Staff, p => p.RequireRole(Roles.Staff).RequireSecondFactor())
        .AddPolicy(Admin, p => p.RequireRole(Roles.Admin).RequireSecondFactor())
        .AddPolicy(LeadOrAdmin, p => p.RequireRole(Roles.Lead, Roles.Admin).RequireSecondFactor())
        .AddPolicy(PlatformApi, p => p.AddAuthenticationSchemes(PlatformKeyScheme).RequireAuthenticatedUser())
        .AddPolicy(DevelopmentOnly, p => p.RequireAssertion(FromThisMachine));

    /// <summary>Staff go without a code in Development on this machine, and nowhere else.</summary>
    internal static bool OwesSecondFactor(ClaimsPrincipal user, HttpContext? http) =>
        NeedsSecondFactor(user, http) && http?.Features.Get<CurrentSession>()?.SecondFactor != true;

    internal static bool NeedsSecondFactor(ClaimsPrincipal user, HttpContext? http) => Roles.Staff.Any(user.IsInRole) && !IsDevelopmentHere(http);

    private static AuthorizationPolicyBuilder RequireSecondFactor(this AuthorizationPolicyBuilder policy) =>
        policy.RequireAssertion(context => !OwesSecondFactor(context.User, context.Resource as HttpContext));

    private static bool FromThisMachine(AuthorizationHandlerContext context) => IsDevelopmentHere(context.Resource as HttpContext);

    private static bool IsDevelopmentHere(HttpContext? http) =>
        http is not null
        && http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
        && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));
}
