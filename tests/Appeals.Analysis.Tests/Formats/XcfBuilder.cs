using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>One layer to write.</summary>
internal sealed record XcfLayerSpec
{
    public string Name { get; init; } = "layer";
    /// <summary>Samples are made of these; a group has none.</summary>
    public RgbaImage Pixels { get; init; } = new(1, 1, new byte[4]);
    public bool HasAlpha { get; init; } = true;
    public int X { get; init; }
    public int Y { get; init; }
    public uint Mode { get; init; } = 28;
    public float Opacity { get; init; } = 1;
    public bool Visible { get; init; } = true;
    public bool IsGroup { get; init; }
    public uint[] Path { get; init; } = [];
    /// <summary>A byte a pixel, as large as the layer.</summary>
    public byte[]? Mask { get; init; }
    public bool ApplyMask { get; init; } = true;
    public IReadOnlyList<(int Type, byte[] Bytes)> Properties { get; init; } = [];
    /// <summary>Lies in place of the width that the layer has.</summary>
    public int? ClaimedWidth { get; init; }
    /// <summary>Lies in place of where the tiles are.</summary>
    public long? ClaimedHierarchy { get; init; }
    /// <summary>Filters of version 20 and later.</summary>
    public bool HasEffects { get; init; }
    /// <summary>Offset of the layer that this one floats on, by its number from the top, or -1.</summary>
    public int FloatsOn { get; init; } = -1;
}

/// <summary>Writes XCF files, right ones and wrong ones: layers top first, each followed by its tiles.</summary>
internal sealed class XcfBuilder(int width, int height)
{
    private readonly List<XcfLayerSpec> _layers = [];

    public int Version { get; init; } = 11;
    /// <summary>0 RGB, 1 grey, 2 indexed.</summary>
    public int Base { get; init; }
    public int Precision { get; init; } = 150;
    public byte Compression { get; init; } = 1;
    public byte[] Palette { get; init; } = [];
    public IReadOnlyList<(int Type, byte[] Bytes)> Properties { get; init; } = [];

    private bool Wide => Version >= 11;
    private int SampleSize => Version < 4 ? 1 : Precision switch { < 200 => 1, < 300 => 2, < 400 => 4, < 600 => 2, < 700 => 4, _ => 8 };
    private bool IsFloat => Precision >= 500;
    private bool IsLinear => Precision % 100 == 0;

    public XcfBuilder Add(XcfLayerSpec layer)
    {
        _layers.Add(layer);
        return this;
    }

    public MemoryStream ToStream() => new(Build());

    public MemoryStream ToGzip()
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Build());
        bytes.Position = 0;
        return bytes;
    }

    public byte[] Build()
    {
        // Once to learn where everything lies, once with the right pointers.
        long[] places = new long[_layers.Count];
        Write(places);
        return Write(places);
    }

    private byte[] Write(long[] places)
    {
        var file = new List<byte>();
        Text(file, "gimp xcf " + (Version == 0 ? "file" : $"v{Version:000}") + "\0");
        U32(file, width, height, Base);
        if (Version >= 4) U32(file, Precision);
        if (Palette.Length > 0)
        {
            U32(file, 1, 4 + Palette.Length, Palette.Length / 3);
            file.AddRange(Palette);
        }
        Property(file, 17, Compression);
        foreach (var (type, bytes) in Properties) Property(file, type, bytes);
        U32(file, 0, 0);
        foreach (var place in places) Pointer(file, place);
        Pointer(file, 0);
        Pointer(file, 0);
        for (var i = 0; i < _layers.Count; i++) places[i] = WriteLayer(file, _layers[i], places);
        return [.. file];
    }

    private long WriteLayer(List<byte> file, XcfLayerSpec layer, long[] places)
    {
        var type = Base * 2 + (layer.HasAlpha ? 1 : 0);
        var hierarchy = layer.IsGroup ? 0 : WriteTiles(file, layer.Pixels.Width, layer.Pixels.Height, PixelsOf(layer));
        var mask = layer.Mask is null ? 0L : WriteMask(file, layer);
        var place = file.Count;
        U32(file, layer.ClaimedWidth ?? layer.Pixels.Width, layer.Pixels.Height, type);
        Name(file, layer.Name);
        U32(file, 6, 4, (long)Math.Round(layer.Opacity * 255), 8, 4, layer.Visible ? 1 : 0, 7, 4, layer.Mode, 15, 8, layer.X, layer.Y, 11, 4, layer.ApplyMask ? 1 : 0);
        if (layer.IsGroup) U32(file, 29, 0);
        if (layer.Path.Length > 0) U32(file, [30, layer.Path.Length * 4, .. layer.Path.Select(part => (long)part)]);
        if (layer.FloatsOn >= 0)
        {
            U32(file, 5, Wide ? 8 : 4);
            Pointer(file, places[layer.FloatsOn]);
        }
        foreach (var (kind, bytes) in layer.Properties) Property(file, kind, bytes);
        U32(file, 0, 0);
        Pointer(file, layer.ClaimedHierarchy ?? hierarchy);
        Pointer(file, mask);
        if (layer.HasEffects) Pointer(file, place);
        if (Version >= 20) Pointer(file, 0);
        return place;
    }

    private long WriteMask(List<byte> file, XcfLayerSpec layer)
    {
        var (w, h) = (layer.Pixels.Width, layer.Pixels.Height);
        var hierarchy = WriteTiles(file, w, h, (x, y) => Sample(layer.Mask![y * w + x], linear: false));
        var place = file.Count;
        U32(file, w, h);
        Name(file, "mask");
        U32(file, 0, 0);
        Pointer(file, hierarchy);
        return place;
    }

    private long WriteTiles(List<byte> file, int w, int h, Func<int, int, byte[]> pixel)
    {
        var size = pixel(0, 0).Length;
        var places = new List<long>();
        for (var top = 0; top < h; top += 64)
            for (var left = 0; left < w; left += 64)
            {
                int across = Math.Min(64, w - left), down = Math.Min(64, h - top);
                byte[] bytes = [.. Enumerable.Range(0, across * down).SelectMany(i => pixel(left + i % across, top + i / across))];
                places.Add(file.Count);
                file.AddRange(Packed(bytes, size));
            }
        var level = file.Count;
        U32(file, w, h);
        foreach (var place in places) Pointer(file, place);
        Pointer(file, 0);
        var hierarchy = file.Count;
        U32(file, w, h, size);
        Pointer(file, level);
        Pointer(file, 0);
        return hierarchy;
    }

    private byte[] Packed(byte[] bytes, int size)
    {
        if (Compression == 0) return bytes;
        if (Compression == 1) return [.. Enumerable.Range(0, size).SelectMany(b => XcfRunWriter.Pack([.. Enumerable.Range(0, bytes.Length / size).Select(i => bytes[i * size + b])]))];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return packed.ToArray();
    }

    private Func<int, int, byte[]> PixelsOf(XcfLayerSpec layer) => (x, y) =>
    {
        var pixel = layer.Pixels.Row(y).Slice(x * 4, 4).ToArray();
        var colors = Base == 0 ? 3 : 1;
        return [.. pixel.Take(colors).SelectMany(value => Sample(value, IsLinear && Base < 2)), .. layer.HasAlpha ? Sample(pixel[3], linear: false) : []];
    };

    private byte[] Sample(byte value, bool linear)
    {
        var share = linear ? LinearLight.FromSrgb(value / 255f) : value / 255.0;
        var bytes = new byte[SampleSize];
        switch (SampleSize, IsFloat)
        {
            case (1, _): bytes[0] = linear ? (byte)Math.Round(share * 255) : value; break;
            case (2, true): BinaryPrimitives.WriteHalfBigEndian(bytes, (Half)share); break;
            case (2, _): BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)Math.Round(share * 65535)); break;
            case (4, true): BinaryPrimitives.WriteSingleBigEndian(bytes, (float)share); break;
            case (4, _): BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Math.Round(share * uint.MaxValue)); break;
            default: BinaryPrimitives.WriteDoubleBigEndian(bytes, share); break;
        }
        if (Version < 12 && SampleSize > 1) Array.Reverse(bytes);
        return bytes;
    }

    /// <summary>A parasite, as a property holds it.</summary>
    public static (int Type, byte[] Bytes) Parasite(string name, string content)
    {
        var bytes = new List<byte>();
        Name(bytes, name);
        U32(bytes, 0, Encoding.UTF8.GetByteCount(content) + 1);
        bytes.AddRange(Encoding.UTF8.GetBytes(content + "\0"));
        return (21, [.. bytes]);
    }

    public static byte[] Number(long value)
    {
        var bytes = new List<byte>();
        U32(bytes, value);
        return [.. bytes];
    }

    private static void Property(List<byte> file, int type, params byte[] bytes)
    {
        U32(file, type, bytes.Length);
        file.AddRange(bytes);
    }

    private static void Name(List<byte> file, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name + "\0");
        U32(file, bytes.Length);
        file.AddRange(bytes);
    }

    private void Pointer(List<byte> file, long place) => file.AddRange(Wide ? new BigEndianWriter().U64(place).ToArray() : Number(place));

    private static void U32(List<byte> file, params long[] values)
    {
        foreach (var value in values) file.AddRange(new BigEndianWriter().U32(value).ToArray());
    }

    private static void Text(List<byte> file, string ascii) => file.AddRange(Encoding.Latin1.GetBytes(ascii));
}

/// <summary>Packs planes of tiles by runs, long and short.</summary>
internal static class XcfRunWriter
{
    public static byte[] Pack(ReadOnlySpan<byte> plane)
    {
        var packed = new List<byte>();
        for (var at = 0; at < plane.Length;)
        {
            var run = 1;
            while (at + run < plane.Length && plane[at + run] == plane[at]) run++;
            if (run > 1)
            {
                if (run <= 127) packed.Add((byte)(run - 1));
                else packed.AddRange([127, (byte)(run >> 8), (byte)(run & 255)]);
                packed.Add(plane[at]);
                at += run;
                continue;
            }
            var end = at + 1;
            while (end < plane.Length && (end + 1 == plane.Length || plane[end] != plane[end + 1])) end++;
            var count = end - at;
            if (count <= 127) packed.Add((byte)(256 - count));
            else packed.AddRange([128, (byte)(count >> 8), (byte)(count & 255)]);
            packed.AddRange(plane[at..end]);
            at = end;
        }
        return [.. packed];
    }
}
