using System.Buffers.Binary;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>Chunks of a WebP (RIFF, little-endian, padded to even lengths).</summary>
internal static class RiffWalk
{
    public static void Read(ByteReader reader, PartList parts)
    {
        reader.Section = "RIFF chunks";
        reader.Skip(12);
        while (reader.Left >= 8)
        {
            parts.Step(reader);
            var type = reader.Key();
            var length = (long)BinaryPrimitives.ReverseEndianness(reader.U32());
            if (length > reader.Left) return;
            switch (type)
            {
                case "XMP ": parts.Add(PartKind.Xmp, "WebP XMP", parts.Take(reader, length)); break;
                case "EXIF": parts.Add(PartKind.Exif, "WebP EXIF", WithoutPrefix(parts.Take(reader, length))); break;
                case "C2PA": parts.Add(PartKind.C2pa, "WebP C2PA", parts.Take(reader, length)); break;
                default: reader.Skip(length); break;
            }
            reader.Skip(Math.Min(length % 2, reader.Left));
        }
    }

    /// <summary>Some writers keep the prefix that only JPEG wants.</summary>
    private static byte[]? WithoutPrefix(byte[]? exif) => exif is not null && exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
}
