using Microsoft.AspNetCore.Http.Features;

namespace Appeals.Web.Api;

/// <summary>The platform's id at the end of the path, decoded exactly once. Routing leaves %2F as it is, which would make "a/b" and "a%2Fb" the same.</summary>
public static class ExternalId
{
    public static string Of(HttpRequest request, string prefix, string routed)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = raw.Split('?', 2)[0];
        var start = request.PathBase + prefix;
        return path.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(path[start.Length..]) : routed;
    }
}
