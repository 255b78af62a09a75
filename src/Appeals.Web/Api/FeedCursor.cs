using System.Buffers.Binary;
using System.Buffers.Text;
using Appeals.Core.Platforms;

namespace Appeals.Web.Api;

/// <summary>A place in the feed as text; opaque to callers.</summary>
internal static class FeedCursor
{
    private const int Length = 24;

    public static string Write(FeedPosition position)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.UpdatedAt.Ticks);
        position.Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static FeedPosition? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length) return null;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return null;
        return new FeedPosition(new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes[8..], bigEndian: true));
    }
}
