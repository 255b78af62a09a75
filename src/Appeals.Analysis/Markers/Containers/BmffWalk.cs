using System.Buffers.Binary;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>Boxes of AVIF and HEIF (ISO/IEC 14496-12): items of the meta box that hold XMP or Exif, and the uuid boxes of C2PA and XMP.</summary>
internal static class BmffWalk
{
    private static readonly byte[] C2paBox = Convert.FromHexString("D8FEC3D61B0E483C92975828877EC481");
    private static readonly byte[] XmpBox = Convert.FromHexString("BE7ACFCB97A942E89C71999491E3AFAC");

    public static void Read(ByteReader reader, PartList parts)
    {
        reader.Section = "ISO media boxes";
        while (NextBox(reader, reader.Length) is { } box)
        {
            parts.Step(reader);
            if (box.Type == "meta") ReadMeta(reader, box.End, parts);
            else if (box.Type == "uuid" && box.End - reader.Position >= 16) ReadUuid(reader, box.End, parts);
            reader.Position = box.End;
        }
    }

    /// <summary>The reader stands at the box's content.</summary>
    private static (string Type, long End)? NextBox(ByteReader reader, long end)
    {
        if (end - reader.Position < 8) return null;
        var start = reader.Position;
        long length = reader.U32();
        var type = reader.Key();
        if (length == 1) length = end - reader.Position >= 8 ? (long)Math.Min(reader.U64(), long.MaxValue) : 0;
        else if (length == 0) length = end - start;
        return length >= reader.Position - start && length <= end - start ? (type, start + length) : null;
    }

    private static void ReadUuid(ByteReader reader, long end, PartList parts)
    {
        var id = reader.Bytes(16);
        if (parts.Take(reader, end - reader.Position) is not { } data) return;
        if (id.AsSpan().SequenceEqual(XmpBox)) parts.Add(PartKind.Xmp, "uuid box (XMP)", data);
        if (!id.AsSpan().SequenceEqual(C2paBox) || data.Length < 6) return;
        // version and flags, purpose, NUL; a manifest store stands behind the offset of a Merkle box
        var nul = data.AsSpan(4).IndexOf((byte)0);
        if (nul >= 0 && data.AsSpan(4, nul).SequenceEqual("manifest"u8) && data.Length > nul + 13) parts.Add(PartKind.C2pa, "uuid box (C2PA)", data[(nul + 13)..]);
    }

    private static void ReadMeta(ByteReader reader, long end, PartList parts)
    {
        reader.Skip(4);
        var (kinds, places, data) = (new Dictionary<uint, PartKind>(), new Dictionary<uint, List<(long Offset, long Length)>>(), 0L);
        while (NextBox(reader, end) is { } box)
        {
            parts.Step(reader);
            if (box.Type == "iinf") ReadKinds(reader, box.End, parts, kinds);
            if (box.Type == "iloc") ReadPlaces(reader, box.End, parts, places);
            if (box.Type == "idat") data = reader.Position;
            reader.Position = box.End;
        }
        foreach (var (item, kind) in kinds)
            if (places.TryGetValue(item, out var extents)) AddItem(reader, parts, kind, extents, data);
    }

    /// <summary>"infe" boxes: item id, protection, type; of type <c>mime</c> the name and content type follow.</summary>
    private static void ReadKinds(ByteReader reader, long end, PartList parts, Dictionary<uint, PartKind> kinds)
    {
        var version = reader.U8();
        reader.Skip(version == 0 ? 5 : 7);
        while (NextBox(reader, end) is { } box)
        {
            parts.Step(reader);
            var entry = reader.U8();
            reader.Skip(3);
            if (box.Type == "infe" && entry >= 2)
            {
                var item = entry == 2 ? reader.U16() : reader.U32();
                reader.Skip(2);
                var type = reader.Key();
                if (type == "Exif") kinds[item] = PartKind.Exif;
                else if (type == "mime" && box.End - reader.Position is > 0 and < 1024 && IsXmp(reader.Bytes(box.End - reader.Position))) kinds[item] = PartKind.Xmp;
            }
            reader.Position = box.End;
        }
    }

    private static bool IsXmp(byte[] nameAndType)
    {
        var strings = System.Text.Encoding.UTF8.GetString(nameAndType).Split('\0');
        return strings.Length > 1 && strings[1] == "application/rdf+xml";
    }

    private static void ReadPlaces(ByteReader reader, long end, PartList parts, Dictionary<uint, List<(long, long)>> places)
    {
        var version = reader.U8();
        reader.Skip(3);
        var sizes = reader.U16();
        int offsetSize = sizes >> 12, lengthSize = sizes >> 8 & 15, baseSize = sizes >> 4 & 15, indexSize = version > 0 ? sizes & 15 : 0;
        var count = version < 2 ? reader.U16() : reader.U32();
        for (var i = 0U; i < count && reader.Position < end; i++)
        {
            parts.Step(reader);
            var item = version < 2 ? reader.U16() : reader.U32();
            var method = version > 0 ? reader.U16() & 15 : 0;
            reader.Skip(2);
            var origin = Number(reader, baseSize);
            var extents = new List<(long, long)>();
            for (int e = 0, n = reader.U16(); e < n; e++)
            {
                parts.Step(reader);
                Number(reader, indexSize);
                var offset = Number(reader, offsetSize);
                // method 1 counts from the idat box: marked by a negative offset
                extents.Add((method == 1 ? -1 - origin - offset : origin + offset, Number(reader, lengthSize)));
            }
            places[item] = extents;
        }
    }

    private static long Number(ByteReader reader, int size) => size switch
    {
        0 => 0,
        4 => reader.U32(),
        // what lies beyond the file is told apart when it is read
        8 => (long)Math.Min(reader.U64(), (ulong)reader.Length + 1),
        _ => throw reader.Malformed(Formats.Words.Damaged),
    };

    private static void AddItem(ByteReader reader, PartList parts, PartKind kind, List<(long Offset, long Length)> extents, long data)
    {
        var bytes = new MemoryStream();
        foreach (var (offset, length) in extents)
        {
            reader.Position = offset >= 0 ? offset : data - 1 - offset;
            if (length > reader.Left || parts.Take(reader, length) is not { } part) return;
            bytes.Write(part);
        }
        var all = bytes.ToArray();
        if (kind == PartKind.Xmp) parts.Add(kind, "item application/rdf+xml", all);
        // HEIF, A.2.1: four bytes say where the TIFF header begins
        else if (all.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(all) is var skip && skip < all.Length - 4) parts.Add(kind, "item Exif", all[(4 + (int)skip)..]);
    }
}
