using Appeals.Analysis.Examining;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Formats;
using Appeals.Benchmarks.Signals;
using BenchmarkDotNet.Attributes;

namespace Appeals.Benchmarks;

/// <summary>
/// The whole analysis of twelve layers of 1500 × 2000 against a published JPEG of half the size, beside the one composite that cannot be avoided;
/// then what previews add, and a picture that does not match, for which every placement is searched.
/// </summary>
[InProcess]
[WarmupCount(1), IterationCount(5), InvocationCount(1)]
[MemoryDiagnoser]
public class ExaminationBenchmarks
{
    private const int Width = 1500, Height = 2000, LayerCount = 12;
    private byte[] _psd = [];
    private byte[] _published = [];
    private byte[] _other = [];

    [GlobalSetup]
    public void Paint()
    {
        var psd = new PsdBuilder(Width, Height);
        for (var i = 0; i < LayerCount; i++) psd.Add(new() { Name = $"layer {i}", Pixels = ExaminedFile.Discs(Width, Height, seed: i, count: 14) });
        _psd = psd.Build();
        _published = ImageCodec.EncodeJpeg(ImageCodec.Fit(Composite(), 1000), 80);
        _other = ImageCodec.EncodeJpeg(ExaminedFile.Discs(Width, Height, seed: 99, count: 80), 80);
    }

    [Benchmark(Baseline = true)]
    public RgbaImage Composite()
    {
        using var file = LayeredFile.Open(new MemoryStream(_psd), ReadLimits.Default, CancellationToken.None);
        return Compositor.Render(file, new(), CancellationToken.None);
    }

    [Benchmark]
    public AnalysisReport Analyze() => Run(_published, previews: false);

    [Benchmark]
    public AnalysisReport AnalyzeWithPreviews() => Run(_published, previews: true);

    [Benchmark]
    public AnalysisReport AnalyzeAgainstAnotherPicture() => Run(_other, previews: false);

    private AnalysisReport Run(byte[] published, bool previews) => new Examination(
        new() { Sources = [new("s", () => new MemoryStream(_psd))], Published = () => new MemoryStream(published), DeclaredAi = ["layer 3"] },
        new(), new Nowhere(previews), CancellationToken.None).Analyze();
}
