using System.Text;
using Appeals.Analysis.Markers.Containers;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers;

/// <summary>The texts of an Exif block in which programs name themselves or put what they know (Exif 2.32, 4.6).</summary>
internal static class ExifFields
{
    private const int ExifDirectory = 0x8769, UserComment = 0x9286, MakerNote = 0x927C, MaxEntries = 1_000, MaxDirectories = 8;

    private static readonly Dictionary<int, string> Texts = new()
    {
        [0x010D] = "DocumentName", [0x010E] = "ImageDescription", [0x010F] = "Make", [0x0110] = "Model", [0x0131] = "Software", [0x013B] = "Artist",
        [UserComment] = "UserComment", [MakerNote] = "MakerNote",
    };

    /// <param name="block">From the TIFF header on.</param>
    public static IReadOnlyDictionary<string, string> Read(byte[] block, ReadLimits limits)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (block.Length < 8 || block[0] != block[1] || block[0] is not ((byte)'I' or (byte)'M')) return fields;
        var little = block[0] == 'I';
        var directories = new Queue<uint>([TiffWalk.U32(block, 4, little)]);
        for (var walked = 0; walked < MaxDirectories && directories.TryDequeue(out var at); walked++) ReadDirectory(block, at, little, limits, fields, directories);
        return fields;
    }

    private static void ReadDirectory(byte[] block, uint at, bool little, ReadLimits limits, Dictionary<string, string> fields, Queue<uint> directories)
    {
        if (at > block.Length - 2) return;
        var count = Math.Min((int)TiffWalk.U16(block, (int)at, little), MaxEntries);
        for (var (i, entry) = (0, (int)at + 2); i < count && entry + 12 <= block.Length; i++, entry += 12)
        {
            var (tag, type, length) = (TiffWalk.U16(block, entry, little), TiffWalk.U16(block, entry + 2, little), TiffWalk.U32(block, entry + 4, little));
            if (tag == ExifDirectory) directories.Enqueue(TiffWalk.U32(block, entry + 8, little));
            if (!Texts.TryGetValue(tag, out var name) || type is not (1 or 2 or 7)) continue;
            var start = length <= 4 ? (uint)entry + 8 : TiffWalk.U32(block, entry + 8, little);
            if (start > block.Length || length > block.Length - start) continue;
            var text = TextOf(tag, block.AsSpan((int)start, (int)length), little);
            if (text.Length > 0) fields.TryAdd(name, text.Length > limits.MaxMarkerText ? text[..limits.MaxMarkerText] : text);
        }
    }

    /// <summary>A user comment begins with eight bytes that name its character set; writers of both byte orders call theirs UNICODE.</summary>
    private static string TextOf(int tag, ReadOnlySpan<byte> bytes, bool little)
    {
        if (tag == UserComment && bytes.Length >= 8)
        {
            var charset = bytes[..8];
            var rest = bytes[8..];
            if (charset.StartsWith("UNICODE"u8)) return FromUtf16(rest, little);
            if (charset.StartsWith("ASCII"u8) || charset.IndexOfAnyExcept((byte)0) < 0) bytes = rest;
        }
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0', ' ');
    }

    private static string FromUtf16(ReadOnlySpan<byte> bytes, bool little)
    {
        // text in these fields is mostly ASCII: the zero halves tell the order better than the block's header does
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < bytes.Length && i < 512; i += 2)
        {
            if (bytes[i] == 0) even++;
            if (bytes[i + 1] == 0) odd++;
        }
        var big = even != odd ? even > odd : !little;
        return (big ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes).TrimEnd('\0', ' ');
    }
}
