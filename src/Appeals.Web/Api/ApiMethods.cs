using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Appeals.Web.Api;

/// <summary>
/// Routing tells a wrong method from a wrong address only where nothing catches both, and the fallback does: so the fallback asks here.
/// </summary>
public static class ApiMethods
{
    /// <summary>What catches every address is none.</summary>
    private const string Below = "api/";

    /// <summary>405 with the methods there are; null if there is no such address below /api.</summary>
    public static IResult? Refuse(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(ApiSetup.Root, StringComparison.OrdinalIgnoreCase)) return null;
        var allowed = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith(Below, StringComparison.Ordinal) == true && Matches(e.RoutePattern, http.Request.Path)).SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (allowed.Length == 0) return null;
        http.Response.Headers.Allow = string.Join(", ", allowed);
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private static bool Matches(RoutePattern pattern, PathString path) => new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);
}
