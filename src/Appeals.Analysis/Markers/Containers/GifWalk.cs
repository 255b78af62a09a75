using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>Application extensions of a GIF89a (section 26).</summary>
internal static class GifWalk
{
    /// <summary>XMP stands there as it is, followed by 258 bytes that lead a reader of sub-blocks to its end (XMP specification part 3, 1.1.2).</summary>
    private const int MagicTrailer = 258;

    public static void Read(ByteReader reader, PartList parts)
    {
        reader.Section = "GIF blocks";
        reader.Skip(10);
        SkipColors(reader, reader.U8());
        reader.Skip(2);
        while (reader.Left > 0)
        {
            parts.Step(reader);
            switch (reader.U8())
            {
                case 0x21: ReadExtension(reader, parts); break;
                case 0x2C:
                    reader.Skip(8);
                    SkipColors(reader, reader.U8());
                    reader.Skip(1);
                    Blocks(reader, parts, keep: false, raw: false);
                    break;
                default: return;
            }
        }
    }

    private static void SkipColors(ByteReader reader, byte flags)
    {
        if ((flags & 0x80) != 0) reader.Skip(3L << ((flags & 7) + 1));
    }

    private static void ReadExtension(ByteReader reader, PartList parts)
    {
        var label = reader.U8();
        if (label != 0xFF)
        {
            Blocks(reader, parts, keep: false, raw: false);
            return;
        }
        var name = System.Text.Encoding.ASCII.GetString(reader.Bytes(reader.U8()));
        var (xmp, c2pa) = (name == "XMP DataXMP", name.StartsWith("C2PA_GIF", StringComparison.Ordinal));
        var bytes = Blocks(reader, parts, keep: xmp || c2pa, raw: xmp);
        if (xmp && bytes.Length > MagicTrailer) parts.Add(PartKind.Xmp, "GIF XMP", bytes[..^MagicTrailer]);
        if (c2pa) parts.Add(PartKind.C2pa, "GIF C2PA", bytes);
    }

    /// <param name="raw">Their length bytes, too.</param>
    private static byte[] Blocks(ByteReader reader, PartList parts, bool keep, bool raw)
    {
        var bytes = new MemoryStream();
        while (true)
        {
            int length = reader.U8();
            if (raw) bytes.WriteByte((byte)length);
            if (length == 0) return bytes.ToArray();
            var block = reader.Bytes(length);
            if (keep && bytes.Length < parts.Limits.MaxBlockLength) bytes.Write(block);
        }
    }
}
