namespace Appeals.Web.Tests.Nodes;

/// <summary>
/// A client's way to whichever node lives. What fails is sent again to the next one, as a person does who reloads the page;
/// only the bytes of an upload are the client's own affair.
/// </summary>
internal sealed class LivingNodes(IReadOnlyList<Uri> nodes) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private int _next;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            request.RequestUri = new Uri(nodes[(int)((uint)Interlocked.Increment(ref _next) % nodes.Count)], request.RequestUri!.PathAndQuery);
            if (request.Method == HttpMethod.Patch) return await base.SendAsync(request, cancellationToken);
            if (await TryAsync(request, cancellationToken) is { } answer) return answer;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        throw new HttpRequestException("No node answered.");
    }

    private async Task<HttpResponseMessage?> TryAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            var answer = await base.SendAsync(request, cancellation);
            await answer.Content.LoadIntoBufferAsync(cancellation);
            if ((int)answer.StatusCode < 500) return answer;
            answer.Dispose();
        }
        catch (HttpRequestException)
        {
            // a node that is being killed, or does not run
        }
        return null;
    }
}
