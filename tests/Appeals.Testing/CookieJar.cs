using System.Net;

namespace Appeals.Testing;

/// <summary>Keeps cookies as a browser does, and follows no redirect.</summary>
public sealed class CookieJar : DelegatingHandler
{
    private readonly CookieContainer _cookies = new();

    public string? this[string name] => _cookies.GetAllCookies().FirstOrDefault(c => c.Name == name)?.Value;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var header = _cookies.GetCookieHeader(request.RequestUri!);
        if (header.Length > 0) request.Headers.Add("Cookie", header);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set) _cookies.SetCookies(request.RequestUri!, cookie);
        return response;
    }
}
