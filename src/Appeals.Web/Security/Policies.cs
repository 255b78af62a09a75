using System.Net;
using Appeals.Core.People;
using Microsoft.AspNetCore.Authorization;

namespace Appeals.Web.Security;

/// <summary>Every endpoint names one of these; an endpoint that names none is refused to everybody.</summary>
public static class Policies
{
    public const string Anyone = nameof(Anyone);
    public const string SignedIn = nameof(SignedIn);
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
        .AddPolicy(SignedIn, p => p.RequireAuthenticatedUser())
        .AddPolicy(Creator, p => p.RequireRole(Roles.Creator))
        .AddPolicy(Reviewer, p => p.RequireRole(Roles.Reviewer, Roles.Lead))
        .AddPolicy(Lead, p => p.RequireRole(Roles.Lead))
        .AddPolicy(Staff, p => p.RequireRole(Roles.Staff))
        .AddPolicy(Admin, p => p.RequireRole(Roles.Admin))
        .AddPolicy(LeadOrAdmin, p => p.RequireRole(Roles.Lead, Roles.Admin))
        .AddPolicy(PlatformApi, p => p.AddAuthenticationSchemes(PlatformKeyScheme).RequireAuthenticatedUser())
        .AddPolicy(DevelopmentOnly, p => p.RequireAssertion(FromThisMachine));

    private static bool FromThisMachine(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http
        && http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
        && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));
}
