using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Appeals.Core.History;

/// <summary>How entries are hashed, and how a chain is checked.</summary>
public static class HistoryChain
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The sequence number at which the chain first breaks, or null if it holds. Erased texts do not break it.</summary>
    public static int? FirstBreak(IEnumerable<HistoryEntry> entries)
    {
        var previous = new byte[SHA256.HashSizeInBytes];
        var expected = 1;
        foreach (var entry in entries.OrderBy(e => e.Sequence))
        {
            if (entry.Sequence != expected++ || !entry.PreviousHash.AsSpan().SequenceEqual(previous) || !entry.Hash.AsSpan().SequenceEqual(Hash(entry)))
                return entry.Sequence;
            previous = entry.Hash;
        }
        return null;
    }

    internal static HistoryEntry Hashed(HistoryEntry entry) => new()
    {
        Id = entry.Id,
        AppealId = entry.AppealId,
        Sequence = entry.Sequence,
        Kind = entry.Kind,
        At = entry.At,
        ActorId = entry.ActorId,
        ActorRole = entry.ActorRole,
        Facts = entry.Facts,
        TextHash = entry.TextHash,
        PreviousHash = entry.PreviousHash,
        Hash = Hash(entry),
        Text = entry.Text,
    };

    /// <summary>SHA-256 over the canonical JSON: fixed member order, times in whole milliseconds since 1970, hashes in hexadecimal.</summary>
    private static byte[] Hash(HistoryEntry entry) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        entry.Id,
        entry.AppealId,
        entry.Sequence,
        entry.Kind,
        At = new DateTimeOffset(entry.At).ToUnixTimeMilliseconds(),
        entry.ActorId,
        entry.ActorRole,
        entry.Facts,
        TextHash = entry.TextHash is null ? null : Convert.ToHexString(entry.TextHash),
        PreviousHash = Convert.ToHexString(entry.PreviousHash),
    }, Json));
}
