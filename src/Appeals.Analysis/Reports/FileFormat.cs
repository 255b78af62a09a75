using System.IO.Compression;

namespace Appeals.Analysis.Reports;

/// <summary>What a file is by its content, never by its name.</summary>
public enum FileFormat { Unknown, Psd, Psb, Kra, Ora, Xcf, Clip, Procreate, Tiff, Png, Jpeg, WebP, Avif, Gif, Mp4, Zip, Pdf }

/// <summary>Recognises a format from the first bytes of a file. It looks at signatures only and opens nothing.</summary>
public static class FileSignature
{
    /// <summary>How many leading bytes <see cref="Recognise"/> wants to see; fewer will do for shorter files.</summary>
    public const int Length = 128;

    public static FileFormat Recognise(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', 0, 1, ..] => FileFormat.Psd,
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', 0, 2, ..] => FileFormat.Psb,
        [(byte)'P', (byte)'K', 3, 4, ..] => RecogniseZip(head),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => FileFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => FileFormat.Jpeg,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => FileFormat.Tiff,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => FileFormat.Gif,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => FileFormat.Pdf,
        _ when head.StartsWith("gimp xcf "u8) => FileFormat.Xcf,
        // of what bzip2 and xz wrap, the first bytes are not enough to see more; no other format is wrapped so
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', (byte)'1', (byte)'A', (byte)'Y', (byte)'&', (byte)'S', (byte)'Y', ..] => FileFormat.Xcf,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => FileFormat.Xcf,
        [0x1F, 0x8B, 8, ..] when IsInGzip(head, "gimp xcf "u8) => FileFormat.Xcf,
        _ when head.StartsWith("CSFCHUNK"u8) => FileFormat.Clip,
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8) => FileFormat.WebP,
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => head[8..].StartsWith("avif"u8) ? FileFormat.Avif : FileFormat.Mp4,
        _ => FileFormat.Unknown,
    };

    /// <summary>GIMP wraps its files on request; the first bytes are enough to unwrap a few.</summary>
    private static bool IsInGzip(ReadOnlySpan<byte> head, ReadOnlySpan<byte> signature)
    {
        var start = new byte[signature.Length];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(head.ToArray()), CompressionMode.Decompress);
            return gzip.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && signature.SequenceEqual(start);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return false;
        }
    }

    /// <summary>OpenRaster and Krita store an uncompressed entry <c>mimetype</c> first (OpenRaster spec, "Archive layout"); Procreate stores none, and its entries in any order.</summary>
    private static FileFormat RecogniseZip(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("mimetypeimage/openraster"u8) == 30) return FileFormat.Ora;
        if (head.IndexOf("mimetypeapplication/x-krita"u8) == 30) return FileFormat.Kra;
        return head.Length >= 46 && IsOfProcreate(head[30..]) ? FileFormat.Procreate : FileFormat.Zip;
    }

    /// <summary>The name of an entry that only Procreate writes: the document, the video, or a tile as <c>UUID/column~row</c>.</summary>
    private static bool IsOfProcreate(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("Document.archive"u8) || name.StartsWith("video/segments/segment-"u8)) return true;
        if (name.Length < 44 || name[8] != '-' || name[36] != '/') return false;
        var tile = name[37..Math.Min(name.Length, 52)];
        return tile.IndexOf((byte)'~') is > 0 and < 6 && (tile.IndexOf(".lz4"u8) > 0 || tile.IndexOf(".chunk"u8) > 0);
    }
}
