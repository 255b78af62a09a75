using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>Chunks of a PNG (W3C PNG third edition, 5.3), also those behind the pixels, up to IEND.</summary>
internal static class PngWalk
{
    private const string XmpKey = "XML:com.adobe.xmp";

    public static void Read(ByteReader reader, PartList parts)
    {
        reader.Section = "PNG chunks";
        reader.Skip(8);
        while (reader.Left >= 12)
        {
            parts.Step(reader);
            var length = reader.Size(wide: false, reader.Left - 4);
            var type = reader.Key();
            if (type == "IEND") break;
            if (type is "tEXt" or "zTXt" or "iTXt" or "eXIf" or "caBX") Add(type, parts.Take(reader, length), parts);
            else reader.Skip(length);
            reader.Skip(Math.Min(4, reader.Left));
        }
        SamsungTrailer.Read(reader, parts);
    }

    private static void Add(string type, byte[]? data, PartList parts)
    {
        if (data is null) return;
        switch (type)
        {
            case "eXIf": parts.Add(PartKind.Exif, "PNG eXIf", data); break;
            case "caBX": parts.Add(PartKind.C2pa, "PNG caBX", data); break;
            default: AddText(type, data, parts); break;
        }
    }

    /// <summary>Keyword, NUL; then text (tEXt), method and zlib data (zTXt), or flag, method, language, NUL, translated keyword, NUL, text (iTXt).</summary>
    private static void AddText(string type, byte[] data, PartList parts)
    {
        var at = Array.IndexOf(data, (byte)0);
        if (at is < 1 or > 79) return;
        var key = Encoding.Latin1.GetString(data, 0, at++);
        var packed = type == "zTXt";
        if (packed) at++;
        if (type == "iTXt")
        {
            packed = at < data.Length && data[at] == 1;
            at += 2;
            for (var strings = 0; strings < 2 && at < data.Length; strings++) at = data.AsSpan(at).IndexOf((byte)0) is >= 0 and var nul ? at + nul + 1 : data.Length;
        }
        if (at > data.Length) return;
        var text = packed ? Inflated(data, at, parts.Limits) : data[at..];
        if (packed && text is not null && !parts.TrySpend(text.Length)) return;
        // Latin-1 by the standard; programs write UTF-8, which is what its readers assume
        if (text is not null) parts.Add(key == XmpKey ? PartKind.Xmp : PartKind.Text, "PNG " + type, text, key);
    }

    private static byte[]? Inflated(byte[] data, int at, ReadLimits limits)
    {
        using var zlib = new ZLibStream(new MemoryStream(data, at, data.Length - at), CompressionMode.Decompress);
        var most = Math.Min(limits.MaxBlockLength, Math.Max(limits.InflateRatioFrom, (long)(data.Length - at) * limits.MaxInflateRatio));
        using var text = new PooledBytes((int)most + 1);
        try
        {
            var length = zlib.ReadAtLeast(text.Span, text.Length, throwOnEndOfStream: false);
            return length > most ? null : text.Span[..length].ToArray();
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            return null;
        }
    }
}
