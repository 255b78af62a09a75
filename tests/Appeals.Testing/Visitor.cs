using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Appeals.Testing;

/// <summary>A browser without script: keeps cookies, reads pages, sends forms with their antiforgery token. Redirects are not followed.</summary>
public sealed class Visitor(HttpClient http) : IDisposable
{
    private const string Forgery = "antiforgery";
    private string? _token;

    public HttpClient Http => http;

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    /// <exception cref="HttpRequestException">The answer is not a page.</exception>
    public async Task<IHtmlDocument> PageAsync(string path) => await ReadAsync((await http.GetAsync(path)).EnsureSuccessStatusCode());

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStreamAsync());

    /// <summary>Sends a form as a page of this site would.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params IEnumerable<(string Name, string? Value)> fields) =>
        await http.PostAsync(path, Form([.. fields, (Forgery, await TokenAsync())]));

    /// <summary>Sends anything else that changes something, with the token where scripts put it.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Antiforgery", await TokenAsync());
        // only the head: a stream of events has no end
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Sends a form as another site's page would.</summary>
    public Task<HttpResponseMessage> ForgeAsync(string path, params IEnumerable<(string Name, string? Value)> fields) => http.PostAsync(path, Form(fields));

    public async Task SignInAsync(string email, string password)
    {
        var response = await PostAsync("/sign-in", ("Email", email), ("Password", password));
        if (response.StatusCode != HttpStatusCode.Found) throw new InvalidOperationException($"{email} could not sign in: {response.StatusCode}");
        // the token belongs to who was signed in when it was made
        _token = null;
    }

    /// <summary>Sets up an authenticator app, as a person would from the page.</summary>
    public async Task<AuthenticatorApp> SetUpAppAsync(FakeTime time)
    {
        var page = await PageAsync("/account/second-factor");
        var app = new AuthenticatorApp(page.QuerySelector(".steps-list .mono")!.TextContent, time);
        var response = await PostAsync("/account/second-factor", ("Form.Code", app.Code()));
        response.EnsureSuccessStatusCode();
        app.RecoveryCodes = [.. (await ReadAsync(response)).QuerySelectorAll(".codes li").Select(c => c.TextContent)];
        if (app.RecoveryCodes.Count == 0) throw new InvalidOperationException("The app was not taken.");
        return app;
    }

    /// <summary>Signs in with password and code.</summary>
    public async Task SignInAsync(string email, string password, string code)
    {
        await SignInAsync(email, password);
        var response = await PostAsync("/sign-in/code", ("Code", code));
        if (response.StatusCode != HttpStatusCode.Found) throw new InvalidOperationException($"{email} gave a code that was not taken: {response.StatusCode}");
        _token = null;
    }

    public void Dispose() => http.Dispose();

    private async Task<string> TokenAsync() => _token ??= await FindTokenAsync("/account") ?? await FindTokenAsync("/account/second-factor") ?? await FindTokenAsync("/sign-in")
        ?? throw new InvalidOperationException("There is no page with a form.");

    private async Task<string?> FindTokenAsync(string path)
    {
        var response = await http.GetAsync(path);
        if (response.StatusCode != HttpStatusCode.OK) return null;
        var page = await ReadAsync(response);
        return (page.QuerySelector($"input[name={Forgery}]") as IHtmlInputElement)?.Value;
    }

    private static FormUrlEncodedContent Form(IEnumerable<(string Name, string? Value)> fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value ?? "")));
}
