namespace Appeals.Web.Security;

public static class Scripts
{
    /// <summary>Whether a script asked, which cannot make use of a page. Clients that do not say count as people.</summary>
    public static bool IsByScript(this HttpRequest request) => request.Headers["Sec-Fetch-Mode"] is { Count: > 0 } mode && mode != "navigate";
}
