using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Appeals.Analysis.Sealing;

namespace Appeals.Core.Evidence;

/// <summary>
/// The storage as a bucket of S3-compatible object storage. What is whole lies under the same names as in <see cref="EvidenceFolder"/>, so that one can be
/// copied into the other. An unfinished file is a multipart upload to its final name, found again by the object <c>incoming/ID/parts</c>, which holds the
/// multipart upload's id: no list of multipart uploads is asked for, which some servers answer only for one key. The acknowledged chunks that do not fill
/// a part yet lie in <c>incoming/ID/NUMBER</c>, written anew by each request that ends within that part.
/// </summary>
public sealed class EvidenceBucket : EvidenceStorage, IDisposable
{
    /// <summary>S3 takes no smaller parts than 5 MiB, and no more than 10,000: 80 sealed chunks are just above the first.</summary>
    private const int SmallestPart = 80;
    private const int MostParts = 10_000;
    private const string Parts = "parts";
    private const int PartsIdLength = 4096;
    private readonly BucketClient _client;
    private readonly Scratch _scratch;

    public EvidenceBucket(BucketOptions options, string scratch)
    {
        _client = new BucketClient(options);
        _scratch = new Scratch(scratch);
    }

    internal PartBuffers Buffers { get; } = new();

    public override async Task<Stream> OpenReadAsync(Guid id, CancellationToken cancellation) =>
        await BucketStream.TryOpenAsync(_client, KeyOf(id), cancellation) ?? throw new FileNotFoundException("There are no such bytes.");

    public override Task<long?> LengthAsync(Guid id, CancellationToken cancellation) => _client.LengthAsync(KeyOf(id), cancellation);

    public override Task<LocalFile> FetchAsync(Guid id, CancellationToken cancellation) =>
        _scratch.WriteAsync(file => _client.CopyToAsync(KeyOf(id), file, cancellation));

    public override Task DeleteAsync(Guid id, CancellationToken cancellation) => _client.DeleteAsync(KeyOf(id), cancellation);

    public override async Task DropUnfinishedAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindPartsAsync(id, cancellation) is { } parts) await _client.AbortPartsAsync(KeyOf(id), parts, cancellation);
        await DropNotesAsync(id, cancellation);
    }

    public override Task ProbeAsync(CancellationToken cancellation) => _client.PutAsync($"{Incoming}/ready", new byte[1], cancellation);

    public override async IAsyncEnumerable<StoredBytes> WholeAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (key, length, at) in _client.ListAsync("", cancellation))
            if (key.EndsWith(SealedSuffix, StringComparison.Ordinal) && Guid.TryParseExact(key.AsSpan(key.IndexOf('/', StringComparison.Ordinal) + 1)[..^SealedSuffix.Length], "N", out var id))
                yield return new StoredBytes(id, length, at);
    }

    /// <summary>As much as lies in objects; parts of multipart uploads are not counted.</summary>
    public override async IAsyncEnumerable<StoredBytes> UnfinishedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        StoredBytes? last = null;
        await foreach (var (key, length, at) in _client.ListAsync(Incoming + "/", cancellation))
        {
            if (!Guid.TryParseExact(key.Split('/')[1], "N", out var id)) continue;
            var counted = key.EndsWith(Parts, StringComparison.Ordinal) ? 0 : length;
            if (last is { } before && before.Id == id) last = new StoredBytes(id, before.Length + counted, before.WrittenAt > at ? before.WrittenAt : at);
            else
            {
                if (last is { } done) yield return done;
                last = new StoredBytes(id, counted, at);
            }
        }
        if (last is { } end) yield return end;
    }

    public override void Tidy() => _scratch.Tidy();

    public void Dispose()
    {
        _client.Dispose();
        _scratch.Dispose();
    }

    internal override UnfinishedFile Create(Guid id, ReadOnlySpan<byte> key) => new BucketFile(this, key, id, SmallestPart);

    internal override async Task<UnfinishedFile?> TryOpenAsync(Upload upload, byte[] key, CancellationToken cancellation)
    {
        var file = new BucketFile(this, key, upload.Id, PartChunks(upload.Length), upload);
        try
        {
            await file.ResumeAsync(upload.Offset, cancellation);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Parts that nobody acknowledged are written again: they cannot be read to be checked, nor taken away one by one.</summary>
    internal override bool MayHoldMore(Upload upload) => false;

    internal Task PutWholeAsync(Guid id, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => _client.PutAsync(KeyOf(id), bytes, cancellation);

    /// <summary>The multipart upload's id; noted down before the first part, so that it can be found or aborted by any process.</summary>
    internal async Task<string> BeginPartsAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindPartsAsync(id, cancellation) is { } begun) return begun;
        var parts = await _client.BeginPartsAsync(KeyOf(id), cancellation);
        await _client.PutAsync(NoteOf(id, Parts), Encoding.ASCII.GetBytes(parts), cancellation);
        return parts;
    }

    internal async Task<string?> FindPartsAsync(Guid id, CancellationToken cancellation)
    {
        var text = new byte[PartsIdLength];
        return await _client.ReadAsync(NoteOf(id, Parts), 0, text, cancellation) is { } read ? Encoding.ASCII.GetString(text, 0, read.Count) : null;
    }

    internal Task<string> PutPartAsync(Guid id, string parts, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        _client.PutPartAsync(KeyOf(id), parts, number, bytes, cancellation);

    /// <summary>Lengths and entity tags by number.</summary>
    internal async Task<Dictionary<int, (long Length, string Tag)>> ListPartsAsync(Guid id, string parts, CancellationToken cancellation) =>
        (await _client.ListPartsAsync(KeyOf(id), parts, cancellation) ?? []).ToDictionary(p => p.PartNumber ?? 0, p => (p.Size ?? 0, p.ETag));

    internal Task<bool> CompletePartsAsync(Guid id, string parts, IReadOnlyList<string> tags, CancellationToken cancellation) =>
        _client.CompletePartsAsync(KeyOf(id), parts, tags, cancellation);

    internal Task<string> PutTailAsync(Guid id, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        _client.PutAsync(NoteOf(id, Name(number)), bytes, cancellation);

    internal Task<(int Count, long Length, string Tag)?> ReadTailAsync(Guid id, int number, Memory<byte> target, CancellationToken cancellation) =>
        _client.ReadAsync(NoteOf(id, Name(number)), 0, target, cancellation);

    internal async Task DropNotesAsync(Guid id, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var (key, _, _) in _client.ListAsync(NoteOf(id, ""), cancellation)) keys.Add(key);
        // the one that leads to the parts goes last
        foreach (var key in keys.Order(StringComparer.Ordinal)) await _client.DeleteAsync(key, cancellation);
    }

    private static string KeyOf(Guid id) => $"{FolderOf(id)}/{NameOf(id)}{SealedSuffix}";

    private static string NoteOf(Guid id, string name) => $"{Incoming}/{NameOf(id)}/{name}";

    private static string Name(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    private static int PartChunks(long length) => (int)Math.Max(SmallestPart, (SealedFormat.ChunkCount(length) + MostParts - 1) / MostParts);
}
