using System.Globalization;
using Appeals.Testing;

namespace Appeals.Web.Tests.Live;

/// <summary>One browser's event stream.</summary>
internal sealed class LiveConnection : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private LiveConnection(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public HttpResponseMessage Response => _response;

    public static async Task<LiveConnection> OpenAsync(Visitor visitor, string path, long? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is { } id) request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        var response = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new LiveConnection(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event as id, name and data; null when the stream has ended. Heartbeats are passed over.</summary>
    public async Task<(string? Id, string Name, string Data)?> NextAsync()
    {
        string? id = null, name = null, data = null;
        while (await _reader.ReadLineAsync(_limit.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            if (line.Length == 0 && name is not null) return (id, name, data!);
        }
        return null;
    }

    public Task<string?> LineAsync() => _reader.ReadLineAsync(_limit.Token).AsTask();

    public void Dispose()
    {
        _response.Dispose();
        _reader.Dispose();
        _limit.Dispose();
    }
}
