using System.Security.Claims;
using Appeals.Core.People;
using Appeals.Web.Security;

namespace Appeals.Web.Features.Shared;

/// <param name="Key">Into <see cref="SharedText"/>.</param>
public sealed record NavigationItem(string Key, string Href);

/// <summary>The main navigation of each role, and where each role begins.</summary>
public static class Navigation
{
    private static readonly NavigationItem Works = new("NavWorks", "/works");
    private static readonly NavigationItem Appeals = new("NavAppeals", "/appeals");
    private static readonly NavigationItem HowItWorks = new("NavHowItWorks", "/how-it-works");
    private static readonly NavigationItem Queue = new("NavQueue", "/queue");
    private static readonly NavigationItem Dashboard = new("NavDashboard", "/dashboard");

    public static IEnumerable<NavigationItem> For(ClaimsPrincipal user)
    {
        if (user.IsInRole(Roles.Creator)) return [Works, Appeals, HowItWorks];
        List<NavigationItem> items = [];
        if (user.IsInRole(Roles.Reviewer) || user.IsInRole(Roles.Lead)) items.Add(Queue);
        if (user.IsInRole(Roles.Lead) || user.IsInRole(Roles.Admin)) items.Add(Dashboard);
        return items.Count > 0 ? items : [HowItWorks];
    }

    /// <summary>The page on which this person's work begins; null for people who are not signed in.</summary>
    public static string? HomeOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true ? For(user).First().Href : null;

    public static string SignIn(HttpRequest request) => $"{AccessSetup.SignInPath}?returnUrl={Uri.EscapeDataString(Here(request))}";

    /// <summary>The page the reader is on, as a local address to come back to; a page that was posted cannot be come back to.</summary>
    public static string Here(HttpRequest request)
    {
        var shown = request.HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>();
        if (!HttpMethods.IsGet(request.Method)) return "/";
        return shown is null ? request.Path + request.QueryString.ToString() : shown.OriginalPath + shown.OriginalQueryString;
    }
}
