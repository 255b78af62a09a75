using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Sealing;

namespace Appeals.Analysis.Tests.Analyzer;

/// <summary>A folder of sealed files, as the evidence store keeps them; gone after the test.</summary>
internal sealed class SealedFolder : IDisposable
{
    public SealedFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(AppContext.BaseDirectory, "sealed", Path.GetRandomFileName());

    public SealedInput Seal(string id, byte[] plain)
    {
        var (path, key, fileId) = (Path.Combine(Root, Path.GetRandomFileName()), RandomNumberGenerator.GetBytes(SealedFormat.KeyLength), Guid.CreateVersion7(DateTimeOffset.UnixEpoch));
        using var file = File.Create(path);
        using var cipher = new AesGcm(key, SealedFormat.TagLength);
        var output = new byte[SealedFormat.SealedChunkLength];
        var chunks = SealedFormat.ChunkCount(plain.Length);
        for (long chunk = 0; chunk < chunks; chunk++)
        {
            var start = (int)(chunk * SealedFormat.ChunkLength);
            var length = Math.Min(SealedFormat.ChunkLength, plain.Length - start);
            file.Write(output, 0, SealedFormat.Seal(cipher, fileId, chunk, last: chunk == chunks - 1, plain.AsSpan(start, length), output));
        }
        return new(id, path, key, fileId, plain.Length);
    }

    /// <summary>A file beside them, open to read.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
