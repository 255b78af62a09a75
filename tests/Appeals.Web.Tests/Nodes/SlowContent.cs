using System.Net;
using System.Net.Http.Headers;
using Appeals.Analysis.Sealing;

namespace Appeals.Web.Tests.Nodes;

/// <summary>An upload's bytes, with a pause after every chunk.</summary>
internal sealed class SlowContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly TimeSpan _pause;

    public SlowContent(ReadOnlyMemory<byte> bytes, TimeSpan pause)
    {
        (_bytes, _pause) = (bytes, pause);
        Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using var timer = new PeriodicTimer(_pause);
        for (var sent = 0; sent < _bytes.Length; sent += SealedFormat.ChunkLength)
        {
            await timer.WaitForNextTickAsync();
            await stream.WriteAsync(_bytes.Slice(sent, Math.Min(SealedFormat.ChunkLength, _bytes.Length - sent)));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
