using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Appeals.Browser.Tests;

/// <summary>Gives every request to the next node, whichever connection it came on; one that cannot be reached is passed over.</summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private static readonly string[] OfTheConnection = ["Transfer-Encoding", "Connection", "Keep-Alive", "Host"];
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly IReadOnlyList<Uri> _nodes;
    private readonly WebApplication _app;
    private int _turn;

    private RoundRobinProxy(Uri entrance, IReadOnlyList<Uri> nodes)
    {
        _nodes = nodes;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Urls.Add(entrance.ToString());
        _app.Run(PassAsync);
    }

    public static async Task<RoundRobinProxy> StartAsync(Uri entrance, IReadOnlyList<Uri> nodes)
    {
        var proxy = new RoundRobinProxy(entrance, nodes);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        foreach (var _ in _nodes)
        {
            var node = _nodes[(int)((uint)Interlocked.Increment(ref _turn) % _nodes.Count)];
            try
            {
                using var answer = await _http.SendAsync(Ask(http.Request, node), http.RequestAborted);
                await AnswerAsync(http.Response, answer, http.RequestAborted);
                return;
            }
            catch (HttpRequestException unreachable) when (unreachable.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // the next one then
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
            {
                http.Abort();
                return;
            }
        }
        http.Response.StatusCode = StatusCodes.Status502BadGateway;
    }

    private static HttpRequestMessage Ask(HttpRequest request, Uri node)
    {
        var asked = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(node, request.Path.ToUriComponent() + request.QueryString.ToUriComponent()));
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0) asked.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers)
        {
            if (OfTheConnection.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!asked.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) asked.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        asked.Headers.Host = request.Host.Value;
        return asked;
    }

    /// <summary>Every piece goes on at once: an event that waits in a buffer is no event.</summary>
    private static async Task AnswerAsync(HttpResponse response, HttpResponseMessage answer, CancellationToken cancellation)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!OfTheConnection.Contains(name, StringComparer.OrdinalIgnoreCase)) response.Headers[name] = values.ToArray();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        await response.StartAsync(cancellation);
        var piece = new byte[16 * 1024];
        while (await body.ReadAsync(piece, cancellation) is > 0 and var count)
        {
            await response.Body.WriteAsync(piece.AsMemory(0, count), cancellation);
            await response.Body.FlushAsync(cancellation);
        }
    }
}
