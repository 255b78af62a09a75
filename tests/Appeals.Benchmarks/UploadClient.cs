using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Appeals.Testing;

namespace Appeals.Benchmarks;

/// <summary>Sends a file in one PATCH, straight from the page cache, so that the client costs as little of the machine as can be.</summary>
internal sealed class UploadClient(Uri site) : IDisposable
{
    private readonly CookieJar _cookies = new() { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } };

    public async Task SignInAsync()
    {
        using var visitor = new Visitor(new HttpClient(_cookies, disposeHandler: false) { BaseAddress = site });
        await visitor.SignInAsync("lin@example.test", World.Password);
    }

    public async Task UploadAsync(string file, string appeal)
    {
        var length = new FileInfo(file).Length;
        using var http = new HttpClient(_cookies, disposeHandler: false) { BaseAddress = site };
        using var create = new HttpRequestMessage(HttpMethod.Post, "/uploads");
        create.Headers.Add("Tus-Resumable", "1.0.0");
        create.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        create.Headers.Add("Upload-Metadata", $"filename {Base64("big.psd")},appeal {Base64(appeal)}");
        using var created = (await http.SendAsync(create)).EnsureSuccessStatusCode();
        await PatchAsync(created.Headers.Location!.ToString(), file, length);
    }

    public void Dispose() => _cookies.Dispose();

    private async Task PatchAsync(string path, string file, long length)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(site.Host, site.Port);
        var head = $"PATCH {path} HTTP/1.1\r\nHost: {site.Authority}\r\nCookie: appeals-session={_cookies["appeals-session"]}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n" +
            $"Content-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));
        await socket.SendFileAsync(file);
        var answer = new byte[16];
        var received = await socket.ReceiveAsync(answer);
        var status = Encoding.ASCII.GetString(answer, 0, received);
        if (!status.StartsWith("HTTP/1.1 204", StringComparison.Ordinal)) throw new InvalidOperationException($"The upload was refused: {status}");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
