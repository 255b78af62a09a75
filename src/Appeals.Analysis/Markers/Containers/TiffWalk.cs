using System.Buffers.Binary;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>The first directory of a TIFF file (TIFF 6.0, section 2): XMP, Content Credentials, and the fields that Exif shares with it.</summary>
internal static class TiffWalk
{
    private const int Xmp = 0x02BC, C2pa = 0xCD41, MaxExif = 1024 * 1024;

    public static void ReadFile(ByteReader reader, PartList parts)
    {
        reader.Section = "TIFF directory";
        var head = reader.Bytes(8);
        var little = head[0] == 'I';
        if (U16(head, 2, little) != 42) return;
        reader.Position = U32(head, 4, little);
        var count = U16(reader.Bytes(2), 0, little);
        var entries = reader.Bytes(count * 12L);
        for (var at = 0; at < entries.Length; at += 12)
        {
            parts.Step(reader);
            var (tag, type, length) = (U16(entries, at, little), U16(entries, at + 2, little), U32(entries, at + 4, little));
            if (tag is not (Xmp or C2pa) || type is not (1 or 2 or 7) || length <= 4) continue;
            reader.Position = U32(entries, at + 8, little);
            parts.Add(tag == Xmp ? PartKind.Xmp : PartKind.C2pa, tag == Xmp ? "TIFF tag 700" : "TIFF tag 52545", parts.Take(reader, length));
        }
        // the whole file is one Exif block; its fields lie at any offset, those of small files are read
        if (reader.Length <= MaxExif)
        {
            reader.Position = 0;
            parts.Add(PartKind.Exif, "TIFF", parts.Take(reader, reader.Length));
        }
    }

    internal static ushort U16(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    internal static uint U32(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
