namespace Appeals.Web.Features.Shared;

/// <summary>The theme stands in a cookie, so that the server writes it and no page flashes.</summary>
public static class Themes
{
    public const string Cookie = "theme";
    public const string System = "system";

    public static IReadOnlyList<string> All { get; } = ["light", "dark", System];

    /// <summary>light, dark or system.</summary>
    public static string Of(HttpRequest request) => request.Cookies[Cookie] is { } theme && All.Contains(theme, StringComparer.Ordinal) ? theme : System;
}
