using System.Buffers.Binary;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>Segments of a JPEG (ITU-T T.81 annex B) up to the end of the image; what lies behind it is read only where a maker is known to write there.</summary>
internal static class JpegWalk
{
    private const int EndOfImage = 0xD9, StartOfScan = 0xDA, App1 = 0xE1, App11 = 0xEB, Comment = 0xFE;

    public static void Read(ByteReader reader, PartList parts)
    {
        reader.Section = "JPEG segments";
        reader.Skip(2);
        var (extended, jumbf) = (new SortedDictionary<uint, byte[]>(), new SortedDictionary<(int Box, uint Sequence), byte[]>());
        while (NextMarker(reader) is { } marker and not EndOfImage)
        {
            parts.Step(reader);
            if (marker is 0x01 or >= 0xD0 and <= 0xD8) continue;
            var length = reader.U16() - 2;
            if (length < 0) break;
            if (marker is App1 or App11 or Comment or 0xE0) Take(marker, parts.Take(reader, length), parts, extended, jumbf);
            else reader.Skip(length);
            if (marker == StartOfScan) SkipScan(reader);
        }
        parts.Add(PartKind.Xmp, "JPEG APP1 (extended XMP)", [.. extended.Values.SelectMany(part => part)]);
        parts.Add(PartKind.C2pa, "JPEG APP11", [.. jumbf.Values.SelectMany(part => part)]);
        SamsungTrailer.Read(reader, parts);
    }

    private static int? NextMarker(ByteReader reader)
    {
        if (reader.Left < 2 || reader.U8() != 0xFF) return null;
        var marker = reader.U8();
        while (marker == 0xFF && reader.Left > 0) marker = reader.U8();
        return marker;
    }

    private static void Take(int marker, byte[]? bytes, PartList parts, SortedDictionary<uint, byte[]> extended, SortedDictionary<(int, uint), byte[]> jumbf)
    {
        if (bytes is null) return;
        var data = bytes.AsSpan();
        if (marker == Comment) parts.Add(PartKind.Text, "JPEG COM", bytes, "Comment");
        else if (marker == App1 && data.StartsWith("http://ns.adobe.com/xap/1.0/\0"u8)) parts.Add(PartKind.Xmp, "JPEG APP1", data[29..].ToArray());
        else if (marker == App1 && data.StartsWith("http://ns.adobe.com/xmp/extension/\0"u8) && data.Length > 75)
            extended.TryAdd(BinaryPrimitives.ReadUInt32BigEndian(data[71..]), data[75..].ToArray());
        else if (marker == App1 && data.StartsWith("Exif\0"u8) && data.Length > 6) parts.Add(PartKind.Exif, "JPEG Exif", data[6..].ToArray());
        else if (marker == App11 && data.StartsWith("JP"u8) && data.Length > 16) AddJumbf(data, jumbf);
        else if (data.StartsWith("AIGC{"u8)) parts.Add(PartKind.Text, $"JPEG APP{marker - 0xE0}", data[4..].ToArray(), "AIGC");
    }

    /// <summary>ISO/IEC 19566-5, annex D: "JP", box instance (2), packet sequence (4), then the box; packets after the first repeat its header of 8 bytes.</summary>
    private static void AddJumbf(ReadOnlySpan<byte> data, SortedDictionary<(int, uint), byte[]> jumbf)
    {
        var (box, sequence) = (BinaryPrimitives.ReadUInt16BigEndian(data[2..]), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        jumbf.TryAdd((box, sequence), data[(sequence <= 1 ? 8 : 16)..].ToArray());
    }

    /// <summary>Coded data ends at the first marker that is neither a restart nor a stuffed byte.</summary>
    private static void SkipScan(ByteReader reader)
    {
        Span<byte> block = stackalloc byte[4096];
        while (reader.Left > 1)
        {
            var start = reader.Position;
            var read = block[..(int)Math.Min(block.Length, reader.Left)];
            reader.ReadExactly(read);
            for (var at = read.IndexOf((byte)0xFF); at >= 0 && at + 1 < read.Length;)
            {
                if (read[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                {
                    reader.Position = start + at;
                    return;
                }
                var next = read[(at + 1)..].IndexOf((byte)0xFF);
                at = next < 0 ? -1 : at + 1 + next;
            }
            if (read[^1] == 0xFF && reader.Left > 0) reader.Position--;
        }
    }
}
