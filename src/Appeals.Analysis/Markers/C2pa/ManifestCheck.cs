using System.Globalization;
using System.Security.Cryptography;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.C2pa;

/// <summary>What does not agree, or cannot be checked; nothing of it says who signed, or whether they may be trusted.</summary>
[Flags]
internal enum Mismatches { None = 0, Assertion = 1, Data = 2, Signature = 4, Unreadable = 8, UnknownAlgorithm = 16 }

/// <summary>Checks a manifest against itself and against the file's bytes (C2PA 2.2, section 15).</summary>
internal sealed class ManifestCheck(Stream file, ReadLimits limits, CancellationToken cancellation)
{
    private const int MaxExclusions = 1_000;

    /// <param name="isActive">Only the active manifest speaks of these very bytes.</param>
    public Mismatches Check(Manifest manifest, bool isActive)
    {
        if (manifest.Claim is null || manifest.SignatureBytes.IsEmpty) return Mismatches.Unreadable;
        var found = CoseSignature.Verify(manifest.SignatureBytes, manifest.ClaimBytes, limits) switch
        {
            SignatureState.Wrong => Mismatches.Signature,
            SignatureState.Unreadable => Mismatches.Unreadable,
            SignatureState.Unsupported => Mismatches.UnknownAlgorithm,
            _ => Mismatches.None,
        };
        var algorithm = Cbor.Text(manifest.Claim, "alg");
        foreach (var list in new[] { "assertions", "created_assertions", "gathered_assertions" })
            foreach (var reference in Cbor.List(manifest.Claim, list)) found |= CheckAssertion(manifest, reference, algorithm);
        if (isActive)
            foreach (var binding in manifest.Assertions.Where(a => a.Label.StartsWith("c2pa.hash.data", StringComparison.Ordinal))) found |= CheckData(manifest.Read(binding), algorithm);
        return found;
    }

    private static Mismatches CheckAssertion(Manifest manifest, object? reference, string? algorithm)
    {
        if (Cbor.Text(reference, "url") is not { } url || Cbor.Get(reference, "hash") is not byte[] hash) return Mismatches.Unreadable;
        // an assertion of another manifest, or one that was redacted, is not there to be checked
        if (manifest.Assertions.FirstOrDefault(a => a.Label == url[(url.LastIndexOf('/') + 1)..]) is not { } assertion) return Mismatches.None;
        if (NameOf(Cbor.Text(reference, "alg") ?? algorithm) is not { } name) return Mismatches.Unreadable;
        using var hashing = IncrementalHash.CreateHash(name);
        hashing.AppendData(assertion.Payload.Span);
        return hashing.GetHashAndReset().AsSpan().SequenceEqual(hash) ? Mismatches.None : Mismatches.Assertion;
    }

    private Mismatches CheckData(object? binding, string? algorithm)
    {
        if (Cbor.Get(binding, "hash") is not byte[] hash || NameOf(Cbor.Text(binding, "alg") ?? algorithm) is not { } name) return Mismatches.Unreadable;
        var exclusions = Cbor.List(binding, "exclusions").Take(MaxExclusions)
            .Select(e => (Start: Cbor.Get(e, "start") as long? ?? -1, Length: Cbor.Get(e, "length") as long? ?? -1)).OrderBy(e => e.Start).ToList();
        if (exclusions.Exists(e => e.Start < 0 || e.Length < 0 || e.Start > file.Length - e.Length)) return Mismatches.Data;
        using var hashing = IncrementalHash.CreateHash(name);
        var at = 0L;
        foreach (var (start, length) in exclusions)
        {
            if (start < at) return Mismatches.Data;
            Append(hashing, at, start);
            at = start + length;
        }
        Append(hashing, at, file.Length);
        return hashing.GetHashAndReset().AsSpan().SequenceEqual(hash) ? Mismatches.None : Mismatches.Data;
    }

    private void Append(IncrementalHash hashing, long from, long to)
    {
        var buffer = new byte[64 * 1024];
        file.Position = from;
        while (from < to)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, to - from));
            if (read == 0) return;
            hashing.AppendData(buffer, 0, read);
            from += read;
        }
    }

    /// <summary>C2PA allows SHA-2 only (section 13.1).</summary>
    private static HashAlgorithmName? NameOf(string? algorithm) => algorithm?.ToLower(CultureInfo.InvariantCulture) switch
    {
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
