using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Tests.Formats;
using BenchmarkDotNet.Attributes;

namespace Appeals.Benchmarks;

/// <summary>
/// Twelve painted layers of 1500 × 2000 in a PSD with RLE: what it costs to decode them all and to composite them, beside the
/// cost of only copying as many bytes.
/// </summary>
[MemoryDiagnoser]
public class LayeredFileBenchmarks
{
    private const int Width = 1500, Height = 2000, LayerCount = 12;
    private readonly byte[] _pixels = new byte[Width * Height * 4];
    private readonly byte[] _other = new byte[Width * Height * 4];
    private byte[] _psd = [];

    [GlobalSetup]
    public void Paint()
    {
        var psd = new PsdBuilder(Width, Height);
        for (var i = 0; i < LayerCount; i++) psd.Add(new() { Name = $"layer {i}", Pixels = PaintedLayer(i), Opacity = (byte)(255 - i * 10), Blend = i % 5 == 3 ? "mul " : "norm" });
        _psd = psd.Build();
    }

    [Benchmark(Baseline = true)]
    public byte CopyAsManyBytes()
    {
        for (var i = 0; i < LayerCount; i++) _other.CopyTo(_pixels, 0);
        return _pixels[^1];
    }

    [Benchmark]
    public int ReadStructure()
    {
        using var file = Open();
        return file.Layers.Count;
    }

    [Benchmark]
    public byte DecodeAllLayers()
    {
        using var file = Open();
        foreach (var layer in file.Layers) file.ReadPixels(layer, layer.Area, _pixels, CancellationToken.None);
        return _pixels[^1];
    }

    [Benchmark]
    public RgbaImage Composite()
    {
        using var file = Open();
        return Compositor.Render(file, new RenderOptions(), CancellationToken.None);
    }

    private LayeredFile Open() => LayeredFile.Open(new MemoryStream(_psd), ReadLimits.Default, CancellationToken.None);

    /// <summary>Empty, flat and noisy spans in turn, as painted layers have them.</summary>
    private static RgbaImage PaintedLayer(int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[Width * Height * 4];
        for (var at = 0; at < pixels.Length;)
        {
            var kind = random.Next(3);
            byte r = (byte)random.Next(256), g = (byte)random.Next(256), b = (byte)random.Next(256);
            for (var end = Math.Min(pixels.Length, at + random.Next(4, 200) * 4); at < end; at += 4)
            {
                if (kind == 0) continue;
                var noise = kind == 2 ? random.Next(4) : 0;
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = ((byte)Math.Min(255, r + noise), (byte)Math.Min(255, g + noise), b, (byte)(kind == 2 ? 200 + noise : 255));
            }
        }
        return new(Width, Height, pixels);
    }
}
