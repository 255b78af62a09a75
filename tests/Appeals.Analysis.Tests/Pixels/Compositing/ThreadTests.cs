using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Analysis.Tests.Pixels.Compositing;

/// <summary>Layers that are large enough to be drawn in parts.</summary>
public sealed class ThreadTests
{
    private const int Width = 800, Height = 1500;

    [Theory]
    [InlineData("psd")]
    [InlineData("damaged psd")]
    [InlineData("xcf")]
    [InlineData("clip")]
    [InlineData("kra")]
    [InlineData("procreate")]
    public void Render_HoweverManyThreads_GivesTheSameBytes(string kind)
    {
        var bytes = Make(kind);
        using LayeredFile one = new MemoryStream(bytes).Open(), four = new MemoryStream(bytes).Open();

        var expected = one.Render(new() { Threads = 1 });
        var drawn = four.Render(new() { Threads = 4 });

        Assert.True(expected.Pixels.AsSpan().SequenceEqual(drawn.Pixels));
        Assert.Equal(one.Problems, four.Problems);
        Assert.Equal(kind.StartsWith("damaged", StringComparison.Ordinal), one.Problems.Count > 0);
        Assert.Contains(expected.Pixels, value => value is > 0 and < 255);
    }

    [Theory]
    [InlineData("psd")]
    [InlineData("xcf")]
    [InlineData("clip")]
    [InlineData("kra")]
    [InlineData("procreate")]
    public void Render_WhereverItIsCut_GivesTheSameBytes(string kind)
    {
        using var file = new MemoryStream(Make(kind)).Open();
        var whole = file.Render();

        foreach (var (top, height) in new[] { (0, 301), (301, 700), (1001, 499) })
        {
            var part = Compositor.RenderPart(file, new(), new(7, top, 600, height), CancellationToken.None);
            for (var y = 0; y < height; y++) Assert.True(whole.Row(top + y).Slice(7 * 4, 600 * 4).SequenceEqual(part.Row(y)), $"row {top + y}");
        }
    }

    [Fact]
    public void Render_WhenCancelledWhileSeveralDraw_Stops()
    {
        using var soon = new CancellationTokenSource();
        using var stream = new CancellingStream(Make("psd"), soon);
        using var file = stream.Open();
        stream.ReadsLeft = 40;

        Assert.ThrowsAny<OperationCanceledException>(() => Compositor.Render(file, new() { Threads = 4 }, soon.Token));
    }

    private static byte[] Make(string kind) => kind switch
    {
        "xcf" => new XcfBuilder(Width, Height).Add(new() { Pixels = Lines(3), Mode = 30, Mask = Mask() }).Add(new() { Pixels = Ground() }).ToStream().ToArray(),
        "clip" => Clip(),
        "kra" => new KraBuilder(Width, Height, KraBuilder.Paint("lines", "compositeop='multiply' x='3' y='-5'") + KraBuilder.Paint("ground")).Pixels("lines", Lines(5)).Pixels("ground", Ground()).ToStream().ToArray(),
        "procreate" => new ProcreateBuilder(Width, Height, side: 256).Layer("lines", Lines(5)).Layer("ground", Ground()).ToStream().ToArray(),
        _ => Psd(isDamaged: kind != "psd"),
    };

    /// <summary>A ground, a clipped shadow, a group with a mask, an adjustment.</summary>
    private static byte[] Psd(bool isDamaged)
    {
        var lines = new PsdLayerSpec { Pixels = Lines(5), Blend = "mul ", Opacity = 200, Mask = Mask(), MaskArea = new(0, 0, Width, Height) };
        var file = new PsdBuilder(Width, Height)
            .Add(new() { Pixels = Ground() })
            .Add(new() { Pixels = Lines(7) }).Add(new() { Pixels = Ground(), Clipped = true, Blend = "lddg" })
            .Group(new() { Opacity = 180 }, lines, new PsdLayerSpec { Pixels = Lines(11), Blend = "over" })
            .Add(new() { Tags = [("nvrt", [])], Opacity = 100 })
            .Build();
        // in the table of row lengths of the first layer: one becomes longer than a row can be
        if (isDamaged) file.AsSpan(file.AsSpan().LastIndexOf("lddg"u8) + 2_000, 2).Fill(0xFF);
        return file;
    }

    private static byte[] Clip()
    {
        var clip = new ClipBuilder(Width, Height);
        var (ground, lines) = (clip.Picture(Ground()), clip.Picture(Lines(5)));
        return clip.Layer(1, "", child: 2).Layer(2, "ground", next: 3, picture: ground).Layer(3, "lines", picture: lines, more: "LayerComposite=2").Build();
    }

    private static RgbaImage Ground() => Pictures.Paint(Width, Height, (x, y) => ((byte)(x / 4), (byte)(y / 6), (byte)(x * y / 5000), (byte)(x < 700 ? 255 : 128)));

    private static RgbaImage Lines(int every) => Pictures.Paint(Width, Height, (x, y) => (40, (byte)(y / 8), 200, (byte)(x * every / 16 % 5 == 0 ? 220 : 0)));

    private static byte[] Mask() => [.. Enumerable.Range(0, Width * Height).Select(i => (byte)(i / Width / 6))];

    private sealed class CancellingStream(byte[] bytes, CancellationTokenSource soon) : MemoryStream(bytes)
    {
        public int ReadsLeft { get; set; } = int.MaxValue;

        public override int Read(Span<byte> buffer)
        {
            if (--ReadsLeft == 0) soon.Cancel();
            return base.Read(buffer);
        }
    }
}
