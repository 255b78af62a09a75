using System.IO.Compression;
using System.Runtime.InteropServices;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Benchmarks.Speed;

/// <summary>Painted pixels of a file in ZIP channels: reading them as a layer, beside zlib unpacking the same streams.</summary>
internal static class ZipSpeed
{
    private const int Layers = 3, Height = 2000, Runs = 5;
    private const CompressionLevel Level = CompressionLevel.Optimal;

    /// <returns>Null for zlib if the system has none.</returns>
    public static (SpeedCost Ours, SpeedCost? Zlib) Measure(string path)
    {
        var pictures = Painted(path);
        var psd = new PsdBuilder(pictures.Max(picture => picture.Width), Height) { Compression = PsdCompression.Zip, ZipLevel = Level };
        foreach (var picture in pictures) psd.Add(new() { Pixels = picture });
        var bytes = psd.Build();
        var ours = SpeedCost.Of(() => Decode(bytes), Runs);
        var streams = pictures.SelectMany(picture => Enumerable.Range(0, 4).Select(c => Plane(picture, c))).Select(plane => (plane.Length, Packed: Pack(plane))).ToList();
        try
        {
            return (ours, SpeedCost.Of(() => streams.ForEach(stream => Unpack(stream.Packed, stream.Length)), Runs));
        }
        catch (DllNotFoundException)
        {
            return (ours, null);
        }
    }

    /// <summary>The largest layers, from their middle.</summary>
    private static List<RgbaImage> Painted(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
        return [.. file.Layers.OrderByDescending(layer => layer.Area.Pixels).Take(Layers).Select(layer =>
        {
            var height = Math.Min(Height, layer.Area.Height);
            var area = layer.Area with { Top = layer.Area.Top + (layer.Area.Height - height) / 2, Height = height };
            var pixels = new byte[area.Width * height * 4];
            file.ReadPixels(layer, area, pixels, CancellationToken.None);
            return new RgbaImage(area.Width, height, pixels);
        })];
    }

    private static void Decode(byte[] psd)
    {
        using var file = LayeredFile.Open(new MemoryStream(psd), ReadLimits.Default, CancellationToken.None);
        var band = new byte[512 * 1024];
        foreach (var layer in file.Layers) SpeedWork.Decode(file, layer, ref band);
    }

    private static byte[] Plane(RgbaImage picture, int channel)
    {
        var plane = new byte[picture.Width * picture.Height];
        for (var i = 0; i < plane.Length; i++) plane[i] = picture.Pixels[i * 4 + channel];
        return plane;
    }

    private static byte[] Pack(byte[] plane)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, Level, leaveOpen: true)) stream.Write(plane);
        return packed.ToArray();
    }

    private static byte[]? _plane;

    private static void Unpack(byte[] packed, int length)
    {
        if (_plane is null || _plane.Length < length) _plane = new byte[length];
        var made = (nuint)length;
        if (Uncompress(_plane, ref made, packed, (nuint)packed.Length) != 0) throw new InvalidDataException("zlib cannot read what was packed.");
    }

    [DllImport("libz.so.1", EntryPoint = "uncompress"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Uncompress(byte[] target, ref nuint targetLength, byte[] source, nuint sourceLength);
}
