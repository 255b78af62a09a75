using Appeals.Analysis.Examining;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Benchmarks.Signals;

/// <summary>A layered file and a published picture of it, to be examined again and again.</summary>
/// <param name="DeclaredAi">Layers.</param>
internal sealed record ExaminedFile(Func<Stream> Open, byte[] Published, IReadOnlyList<string> DeclaredAi)
{
    private const int PublishedSide = 2048, Quality = 85;

    /// <summary>Discs on every layer; the fourth is declared as AI.</summary>
    public static ExaminedFile Painted(int width, int height, int layers)
    {
        var psd = new PsdBuilder(width, height);
        for (var i = 0; i < layers; i++) psd.Add(new() { Name = $"layer {i}", Pixels = Discs(width, height, seed: i, count: 14) });
        var bytes = psd.Build();
        return Of(() => new MemoryStream(bytes), ["layer 3"]);
    }

    /// <summary>Published as a JPEG of what its layers make.</summary>
    public static ExaminedFile Of(Func<Stream> open, IReadOnlyList<string> declaredAi)
    {
        using var stream = open();
        using var file = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
        return new(open, ImageCodec.EncodeJpeg(Compositor.Render(file, new() { MaxSide = PublishedSide }, CancellationToken.None), Quality), declaredAi);
    }

    public AnalysisReport Examine() => new Examination(
        new() { Sources = [new("s", Open)], Published = () => new MemoryStream(Published), DeclaredAi = DeclaredAi }, new(), new Nowhere(takesPreviews: false), CancellationToken.None).Analyze();

    /// <summary>Placed and sized in shares of the width, so that pictures of several sizes look alike.</summary>
    public static RgbaImage Discs(int width, int height, int seed, int count)
    {
        var random = new Random(seed);
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < count; i++)
        {
            int radius = (int)(width * (0.013 + (random.NextDouble() * 0.17))), left = random.Next(width) - radius, top = random.Next(height) - radius;
            uint colour = (uint)random.Next(1 << 24) | 0xFF000000;
            for (var y = Math.Max(0, top); y < Math.Min(height, top + (2 * radius)); y++)
                for (var x = Math.Max(0, left); x < Math.Min(width, left + (2 * radius)); x++)
                    if (((x - left - radius) * (x - left - radius)) + ((y - top - radius) * (y - top - radius)) < radius * radius)
                        BitConverter.TryWriteBytes(pixels.AsSpan(((y * width) + x) * 4), colour);
        }
        return new(width, height, pixels);
    }
}

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class Nowhere(bool takesPreviews) : IExaminationOutput
{
    public bool TakesPreviews => takesPreviews;
    public void Progress(AnalyzerStep step, int percent) { }
    public void Preview(string name, int width, int height, byte[] webp) { }
}
