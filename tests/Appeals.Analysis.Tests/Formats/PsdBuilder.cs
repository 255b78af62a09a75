using System.IO.Compression;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Formats;

internal enum PsdCompression { Raw, Rle, Zip, ZipPredicted }

/// <summary>One record of a PSD to be.</summary>
internal sealed record PsdLayerSpec
{
    public string Name { get; init; } = "layer";
    public int Left { get; init; }
    public int Top { get; init; }
    /// <summary>Null for a record without pixels.</summary>
    public RgbaImage? Pixels { get; init; }
    public string Blend { get; init; } = "norm";
    public byte Opacity { get; init; } = 255;
    public bool Clipped { get; init; }
    public bool Hidden { get; init; }
    /// <summary>1 folder, 3 divider.</summary>
    public int Section { get; init; }
    public byte? Fill { get; init; }
    /// <summary>Shades of a mask as large as the mask's rectangle.</summary>
    public byte[]? Mask { get; init; }
    public PixelArea MaskArea { get; init; }
    public byte MaskOutside { get; init; }
    public byte MaskFlags { get; init; }
    public byte? MaskDensity { get; init; }
    /// <summary>How strongly the vector mask hides.</summary>
    public byte? PathDensity { get; init; }
    /// <summary>Further tagged blocks: key and data.</summary>
    public (string Key, byte[] Data)[] Tags { get; init; } = [];
    /// <summary>Overrides the rectangle: top, left, bottom, right.</summary>
    public (int Top, int Left, int Bottom, int Right)? Rectangle { get; init; }
}

/// <summary>Writes PSD and PSB files, right ones and, where a test changes the bytes, wrong ones.</summary>
internal sealed class PsdBuilder(int width, int height)
{
    public bool Wide { get; init; }
    public bool Grey { get; init; }
    /// <summary>Bits of a sample: 8, 16 or 32. Layers deeper than 8 stand in a block behind the global mask.</summary>
    public int Depth { get; init; } = 8;
    /// <summary>Overrides mode and number of channels of the header, for files without layers.</summary>
    public (int Mode, int Channels)? Mode { get; init; }
    /// <summary>Only for <see cref="TiffBlock"/>.</summary>
    public bool LittleEndian { get; init; }
    public byte[] ColorData { get; init; } = [];
    /// <summary>Compression and samples of the merged image; null for black, raw.</summary>
    public byte[]? Merged { get; init; }
    public PsdCompression Compression { get; init; } = PsdCompression.Rle;
    public CompressionLevel ZipLevel { get; init; } = CompressionLevel.Fastest;
    public List<PsdLayerSpec> Layers { get; } = [];
    /// <summary>Null leaves the layer count as it is.</summary>
    public int? ClaimedLayers { get; init; }
    public (int Id, byte[] Data)[] Resources { get; init; } = [];

    public PsdBuilder Add(PsdLayerSpec layer)
    {
        Layers.Add(layer);
        return this;
    }

    public PsdBuilder Group(PsdLayerSpec group, params PsdLayerSpec[] children)
    {
        Layers.Add(new() { Section = 3, Name = "</Layer group>" });
        Layers.AddRange(children);
        Layers.Add(group with { Section = 1 });
        return this;
    }

    public MemoryStream ToStream() => new(Build());

    public byte[] Build()
    {
        var (mode, count) = Mode ?? (Grey ? (1, 1) : (3, 3));
        var file = new BigEndianWriter().Text("8BPS").U16(Wide ? 2 : 1).Raw(new byte[6]).U16(count).U32(height).U32(width).U16(Depth).U16(mode).Block(ColorData);
        var resources = new BigEndianWriter();
        foreach (var (id, data) in Resources) resources.Text("8BIM").U16(id).U16(0).Block(data).Raw(new byte[data.Length % 2]);
        file.Block(resources.ToArray());
        var info = LayerInfo();
        var section = new BigEndianWriter().Block(Depth == 8 ? info : [], Wide, 2).U32(0);
        if (Depth > 8) section.Text("8BIM").Text(Depth == 16 ? "Lr16" : "Lr32").Block(info, Wide, 4);
        file.Block(Layers.Count == 0 && ClaimedLayers is null ? [] : section.ToArray(), Wide);
        return file.Raw(Merged ?? [0, 0, .. new byte[width * height * count * Depth / 8]]).ToArray();
    }

    /// <summary>The block that Photoshop puts into a TIFF file.</summary>
    public byte[] TiffBlock() => new BigEndianWriter(LittleEndian).Text("Adobe Photoshop Document Data Block\0")
        .Key("8BIM").Key("LMsk").Block([1, 2, 3], multiple: 4).Key("8BIM").Key(Depth == 8 ? "Layr" : Depth == 16 ? "Lr16" : "Lr32").Block(LayerInfo(), multiple: 4).ToArray();

    private byte[] LayerInfo()
    {
        var info = new BigEndianWriter(LittleEndian).U16(ClaimedLayers ?? Layers.Count);
        var data = new BigEndianWriter(LittleEndian);
        foreach (var layer in Layers) WriteRecord(layer, info, data);
        return info.Raw(data.ToArray()).ToArray();
    }

    private void WriteRecord(PsdLayerSpec layer, BigEndianWriter info, BigEndianWriter data)
    {
        int w = layer.Pixels?.Width ?? 0, h = layer.Pixels?.Height ?? 0;
        var (top, left, bottom, right) = layer.Rectangle ?? (layer.Top, layer.Left, layer.Top + h, layer.Left + w);
        info.U32(top).U32(left).U32(bottom).U32(right);
        var channels = Channels(layer);
        info.U16(channels.Count);
        foreach (var (id, bytes) in channels)
        {
            info.U16(id);
            if (Wide) info.U64(bytes.Length);
            else info.U32(bytes.Length);
            data.Raw(bytes);
        }
        info.Key("8BIM").Key(layer.Blend).U8(layer.Opacity).U8(layer.Clipped ? 1 : 0).U8(layer.Hidden ? 2 : 0).U8(0).Block(Extra(layer));
    }

    private List<(int Id, byte[] Bytes)> Channels(PsdLayerSpec layer)
    {
        var channels = new List<(int, byte[])>();
        if (layer.Pixels is { } pixels)
        {
            channels.Add((-1, Pack(Deepen(Plane(pixels, 3), isColor: false), pixels.Width * Depth / 8)));
            for (var c = 0; c < (Grey ? 1 : 3); c++) channels.Add((c, Pack(Deepen(Plane(pixels, c), isColor: true), pixels.Width * Depth / 8)));
        }
        if (layer.Mask is { } mask) channels.Add((-2, Pack(Deepen(mask, isColor: false), layer.MaskArea.Width * Depth / 8)));
        return channels;
    }

    private static byte[] Plane(RgbaImage image, int channel) => [.. Enumerable.Range(0, image.Width * image.Height).Select(i => image.Pixels[i * 4 + channel])];

    /// <summary>Samples of 8 bits as those of the document's depth, such that reading gives them back.</summary>
    private byte[] Deepen(byte[] plane, bool isColor)
    {
        var deep = new BigEndianWriter(LittleEndian);
        foreach (var value in plane)
        {
            if (Depth == 8) deep.U8(value);
            else if (Depth == 16) deep.U16(value * 257);
            else deep.U32(BitConverter.SingleToInt32Bits((float)(isColor ? Light(value / 255.0) : value / 255.0)));
        }
        return deep.ToArray();
    }

    private static double Light(double srgb) => srgb <= 0.04045 ? srgb / 12.92 : Math.Pow((srgb + 0.055) / 1.055, 2.4);

    /// <summary>Each sample as its difference from the one to the left; of floats all first bytes come first.</summary>
    private byte[] Predict(byte[] row)
    {
        var step = Depth / 8;
        if (step == 4) row = [.. Enumerable.Range(0, 4).SelectMany(b => Enumerable.Range(0, row.Length / 4).Select(x => row[x * 4 + (LittleEndian ? 3 - b : b)]))];
        if (step != 2) return [.. row.Select((value, x) => unchecked((byte)(value - (x > 0 ? row[x - 1] : 0))))];
        var words = row.Chunk(2).Select(pair => LittleEndian ? pair[1] << 8 | pair[0] : pair[0] << 8 | pair[1]).ToList();
        return [.. words.Select((value, x) => value - (x > 0 ? words[x - 1] : 0)).SelectMany(d => new BigEndianWriter(LittleEndian).U16(d).ToArray())];
    }

    private byte[] Pack(byte[] plane, int rowLength)
    {
        var rows = rowLength == 0 ? [] : plane.Chunk(rowLength).ToList();
        var packed = new BigEndianWriter(LittleEndian).U16((int)Compression);
        if (Compression == PsdCompression.Raw) return packed.Raw(plane).ToArray();
        if (Compression == PsdCompression.Rle)
        {
            var runs = rows.Select(PackBitsWriter.Pack).ToList();
            foreach (var run in runs) _ = Wide ? packed.U32(run.Length) : packed.U16(run.Length);
            foreach (var run in runs) packed.Raw(run);
            return packed.ToArray();
        }
        using var bytes = new MemoryStream();
        using (var zip = new ZLibStream(bytes, ZipLevel, leaveOpen: true))
            foreach (var row in rows) zip.Write(Compression == PsdCompression.Zip ? row : Predict(row));
        return packed.Raw(bytes.ToArray()).ToArray();
    }

    private byte[] Extra(PsdLayerSpec layer)
    {
        var extra = new BigEndianWriter(LittleEndian).Block(MaskData(layer)).U32(0);
        var legacy = layer.Name.Length > 0 ? "?" : "";
        extra.U8(legacy.Length).Text(legacy).Raw(new byte[3 - legacy.Length % 4]);
        var name = new BigEndianWriter(LittleEndian).U32(layer.Name.Length);
        foreach (var unit in layer.Name) name.U16(unit);
        Tag(extra, "luni", name.ToArray());
        if (layer.Section != 0) Tag(extra, "lsct", new BigEndianWriter(LittleEndian).U32(layer.Section).Key("8BIM").Key(layer.Blend).ToArray());
        if (layer.Fill is { } fill) Tag(extra, "iOpa", [fill, 0, 0, 0]);
        foreach (var (key, data) in layer.Tags) Tag(extra, key, data);
        return extra.ToArray();
    }

    private byte[] MaskData(PsdLayerSpec layer)
    {
        if (layer.PathDensity is { } pathDensity) return new BigEndianWriter(LittleEndian).Raw(new byte[17]).U8(24).U8(4).U8(pathDensity).ToArray();
        if (layer.Mask is null) return [];
        var area = layer.MaskArea;
        var data = new BigEndianWriter(LittleEndian).U32(area.Top).U32(area.Left).U32(area.Bottom).U32(area.Right).U8(layer.MaskOutside);
        return layer.MaskDensity is { } density
            ? data.U8(layer.MaskFlags | 16).U8(1).U8(density).U16(0).ToArray()
            : data.U8(layer.MaskFlags).U16(0).ToArray();
    }

    private static void Tag(BigEndianWriter extra, string key, byte[] data) => extra.Key("8BIM").Key(key).Block(data, multiple: 4);
}

/// <summary>Packs rows by the textbook: runs of three or more are repeated, the rest is copied.</summary>
internal static class PackBitsWriter
{
    public static byte[] Pack(byte[] row)
    {
        var packed = new List<byte>();
        for (var at = 0; at < row.Length;)
        {
            var run = Run(row, at);
            if (run >= 3)
            {
                packed.AddRange([(byte)(257 - run), row[at]]);
                at += run;
                continue;
            }
            var start = at;
            while (at < row.Length && at - start < 128 && Run(row, at) < 3) at++;
            packed.Add((byte)(at - start - 1));
            packed.AddRange(row[start..at]);
        }
        return [.. packed];
    }

    private static int Run(byte[] row, int at)
    {
        var run = 1;
        while (run < 128 && at + run < row.Length && row[at + run] == row[at]) run++;
        return run;
    }
}
