using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes Krita documents, right ones and wrong ones.</summary>
internal sealed class KraBuilder
{
    private readonly List<(string Name, byte[] Bytes)> _entries = [("mimetype", "application/x-krita"u8.ToArray())];

    /// <param name="layers">What stands inside the outermost list, top first.</param>
    public KraBuilder(int width, int height, string layers, string space = "RGBA", string profile = "sRGB-elle-V2-srgbtrc.icc")
        : this($"<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE DOC PUBLIC '-//KDE//DTD krita 2.0//EN' 'http://www.calligra.org/DTD/krita-2.0.dtd'><DOC xmlns='http://www.calligra.org/DTD/krita' kritaVersion='5.2.2' syntaxVersion='2.0'><IMAGE name='画' width='{width}' height='{height}' colorspacename='{space}' profile='{profile}' x-res='300'><layers>{layers}</layers></IMAGE></DOC>")
    {
    }

    public KraBuilder(string xml) => Whole("maindoc.xml", Encoding.UTF8.GetBytes(xml));

    /// <summary>The attributes of a paint layer.</summary>
    public static string Paint(string file, string more = "") => $"<layer nodetype='paintlayer' name='{file}' filename='{file}' {more}/>";

    /// <summary>A file in the folder of layers.</summary>
    public KraBuilder Entry(string name, byte[] bytes) => Whole("画/layers/" + name, bytes);

    public KraBuilder Whole(string name, byte[] bytes)
    {
        _entries.Add((name, bytes));
        return this;
    }

    public KraBuilder Pixels(string name, RgbaImage image, int version = 2, bool packed = true) => Entry(name, Tiles(image.Width, image.Height, 4, Bgra(image), version, packed));

    /// <summary>8 bits, blue first.</summary>
    public static Func<int, int, byte[]> Bgra(RgbaImage image) => (x, y) =>
    {
        var pixel = image.Row(y).Slice(x * 4, 4);
        return [pixel[2], pixel[1], pixel[0], pixel[3]];
    };

    /// <summary>A file of tiles from (0, 0) on; pixels beyond the size are zero.</summary>
    public static byte[] Tiles(int width, int height, int pixelSize, Func<int, int, byte[]> pixel, int version = 2, bool packed = true)
    {
        var tiles = new List<(int X, int Y, byte[] Bytes)>();
        for (var top = 0; top < height; top += 64)
            for (var left = 0; left < width; left += 64)
            {
                var bytes = new byte[4096 * pixelSize];
                for (var i = 0; i < 4096; i++)
                    if (left + i % 64 < width && top + i / 64 < height) pixel(left + i % 64, top + i / 64).CopyTo(bytes, i * pixelSize);
                tiles.Add((left, top, bytes));
            }
        return Write(tiles, pixelSize, version, packed);
    }

    public static byte[] Write(IReadOnlyList<(int X, int Y, byte[] Bytes)> tiles, int pixelSize, int version = 2, bool packed = true)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(version == 1 ? $"{tiles.Count}\n" : $"VERSION 2\nTILEWIDTH 64\nTILEHEIGHT 64\nPIXELSIZE {pixelSize}\nDATA {tiles.Count}\n"));
        foreach (var (x, y, bytes) in tiles)
        {
            byte[] data = version == 1 ? bytes : packed ? [1, .. LzfWriter.Pack(Planes(bytes, pixelSize))] : [0, .. bytes];
            file.Write(Encoding.ASCII.GetBytes(version == 1 ? $"{x},{y},64,64\n" : $"{x},{y},LZF,{data.Length}\n"));
            file.Write(data);
        }
        return file.ToArray();
    }

    public static byte[] Float(params float[] samples)
    {
        var bytes = new byte[samples.Length * 4];
        for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), samples[i]);
        return bytes;
    }

    public static byte[] Half(params float[] samples) => [.. samples.SelectMany(sample => BitConverter.GetBytes((Half)sample))];

    public static byte[] Short(params ushort[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    private static byte[] Planes(byte[] pixels, int size) => [.. Enumerable.Range(0, pixels.Length).Select(i => pixels[i % 4096 * size + i / 4096])];

    public byte[] Build() => ToStream().ToArray();

    public MemoryStream ToStream()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, data) in _entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(data);
            }
        }
        bytes.Position = 0;
        return bytes;
    }
}

/// <summary>Packs as LibLZF would, with a plain search.</summary>
internal static class LzfWriter
{
    public static byte[] Pack(ReadOnlySpan<byte> plain)
    {
        var packed = new List<byte>();
        var (literals, places) = (new List<byte>(), new Dictionary<int, int>());
        for (var at = 0; at < plain.Length;)
        {
            var (length, back) = (0, 0);
            if (at + 3 <= plain.Length)
            {
                var key = plain[at] << 16 | plain[at + 1] << 8 | plain[at + 2];
                if (places.TryGetValue(key, out var place) && at - place <= 8192)
                {
                    back = at - place;
                    while (length < 264 && at + length < plain.Length && plain[place + length] == plain[at + length]) length++;
                }
                places[key] = at;
            }
            if (length < 3)
            {
                literals.Add(plain[at++]);
                if (literals.Count == 32) Flush();
                continue;
            }
            Flush();
            packed.Add((byte)(Math.Min(length - 2, 7) << 5 | (back - 1) >> 8));
            if (length - 2 >= 7) packed.Add((byte)(length - 9));
            packed.Add((byte)((back - 1) & 255));
            at += length;
        }
        Flush();
        return [.. packed];

        void Flush()
        {
            if (literals.Count == 0) return;
            packed.Add((byte)(literals.Count - 1));
            packed.AddRange(literals);
            literals.Clear();
        }
    }
}
