using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Appeals.Analysis.Tests.Markers;

/// <summary>Small files with metadata in chosen places; no pixels that matter.</summary>
internal static class Containers
{
    public static byte[] Jpeg(params (byte Marker, byte[] Data)[] segments) =>
        [0xFF, 0xD8, .. segments.SelectMany(s => (byte[])[0xFF, s.Marker, (byte)((s.Data.Length + 2) >> 8), (byte)((s.Data.Length + 2) & 0xFF), .. s.Data]), 0xFF, 0xD9];

    public static byte[] Png(params (string Type, byte[] Data)[] chunks) =>
        [0x89, .. "PNG\r\n\u001A\n"u8, .. chunks.Append(("IEND", [])).SelectMany(Chunk)];

    public static byte[] Xmp(string body) => Encoding.UTF8.GetBytes($"""
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
          xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
          xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#">{body}</rdf:Description></rdf:RDF></x:xmpmeta>
        """);

    public static (byte, byte[]) App1(byte[] xmp) => (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. xmp]);

    public static (string, byte[]) Text(string key, string text) => ("tEXt", [.. Encoding.Latin1.GetBytes(key), 0, .. Encoding.UTF8.GetBytes(text)]);

    public static (string, byte[]) PackedText(string key, byte[] text)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(text);
        return ("zTXt", [.. Encoding.Latin1.GetBytes(key), 0, 0, .. packed.ToArray()]);
    }

    /// <summary>An Exif segment with one text in its first directory.</summary>
    public static (byte, byte[]) Exif(ushort tag, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var block = new byte[26 + bytes.Length];
        "II*\0"u8.CopyTo(block);
        block[4] = 8;
        block[8] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(10), tag);
        block[12] = 2;
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(14), bytes.Length);
        block[18] = 26;
        bytes.CopyTo(block, 26);
        return (0xE1, [.. "Exif\0\0"u8, .. block]);
    }

    /// <summary>A JUMBF superbox with a type and a label.</summary>
    public static byte[] Superbox(string type, string label, params byte[][] content)
    {
        byte[] description = [.. Encoding.Latin1.GetBytes(type), .. new byte[12], 3, .. Encoding.UTF8.GetBytes(label), 0];
        return Box("jumb", [.. Box("jumd", description), .. content.SelectMany(part => part)]);
    }

    public static byte[] Box(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        return [.. length, .. Encoding.Latin1.GetBytes(type), .. content];
    }

    private static byte[] Chunk((string Type, byte[] Data) chunk)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, chunk.Data.Length);
        return [.. length, .. Encoding.Latin1.GetBytes(chunk.Type), .. chunk.Data, 0, 0, 0, 0];
    }
}
