using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Pixels.Compositing;

/// <summary>The vectors against the plain formula, at every length of tail.</summary>
public sealed class RowKernelTests
{
    public static TheoryData<int> Widths => [1, 7, 8, 9, 31, 32, 33, 65, 200];

    [Theory, MemberData(nameof(Widths))]
    public void Draw_WhenAlphasAreAny_MatchesTheFormula(int width)
    {
        byte[] source = Row(width, 1), backdrop = Row(width, 2);
        var result = (byte[])backdrop.Clone();

        SourceOver.Draw(source, result);

        for (var i = 0; i < result.Length; i += 4)
        {
            double above = source[i + 3] / 255.0, beneath = backdrop[i + 3] / 255.0 * (1 - above), alpha = above + beneath;
            Assert.InRange(result[i + 3] - alpha * 255, -0.51, 0.51);
            for (var c = 0; c < 3 && alpha > 0; c++) Assert.InRange(result[i + c] - (source[i + c] * above + backdrop[i + c] * beneath) / alpha, -0.51, 0.51);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Cover_WhenThereIsAMaskAndOpacity_MultipliesAlpha(int width)
    {
        var source = Row(width, 3);
        var coverage = new byte[width];
        new Random(4).NextBytes(coverage);
        var result = (byte[])source.Clone();

        SourceOver.Cover(result, coverage, 100);

        for (var i = 0; i < width; i++)
        {
            Assert.Equal(source[(i * 4)..(i * 4 + 3)], result[(i * 4)..(i * 4 + 3)]);
            Assert.InRange(result[i * 4 + 3] - source[i * 4 + 3] * 100.0 * coverage[i] / 65025, -1, 1);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Rgba_WhenGivenPlanes_JoinsThem(int width)
    {
        var planes = Enumerable.Range(0, 4).Select(seed => Row(width, seed)[..width]).ToList();
        var rgba = new byte[width * 4];

        Interleave.Rgba(planes[0], planes[1], planes[2], planes[3], rgba);

        Assert.Equal(Enumerable.Range(0, width * 4).Select(i => planes[i % 4][i / 4]), rgba);
    }

    [Theory]
    [InlineData(BlendMode.VividLight, 255, 0, 0)]
    [InlineData(BlendMode.VividLight, 0, 255, 255)]
    [InlineData(BlendMode.VividLight, 128, 64, 2)]
    [InlineData(BlendMode.HardMix, 0, 255, 0)]
    [InlineData(BlendMode.HardMix, 255, 0, 255)]
    [InlineData(BlendMode.LinearLight, 100, 178, 201)]
    [InlineData(BlendMode.PinLight, 100, 255, 255)]
    [InlineData(BlendMode.Divide, 0, 0, 0)]
    [InlineData(BlendMode.Subtract, 10, 20, 0)]
    public void For_WhenAModeIsPhotoshops_HoldsWhatItMakes(BlendMode mode, int backdrop, int source, int result) =>
        Assert.Equal(result, BlendTables.For(mode)[backdrop * 256 + source]);

    public static TheoryData<BlendMode> VectorModes => [BlendMode.Multiply, BlendMode.Screen, BlendMode.Overlay, BlendMode.HardLight, BlendMode.LinearDodge];

    /// <summary>Every pair of shades, over every sort of alpha.</summary>
    [Theory, MemberData(nameof(VectorModes))]
    public void Mix_WhenByVectors_IsWhatTheTableHolds(BlendMode mode)
    {
        var random = new Random(5);
        byte[] source = new byte[65536 * 4], backdrop = new byte[source.Length];
        for (var i = 0; i < 65536; i++)
        {
            backdrop.AsSpan(i * 4, 3).Fill((byte)(i >> 8));
            source.AsSpan(i * 4, 3).Fill((byte)(i & 255));
            (backdrop[i * 4 + 3], source[i * 4 + 3]) = i / 8 % 3 == 0 ? ((byte)random.Next(256), (byte)(random.Next(3) * 100)) : ((byte)255, (byte)200);
        }
        foreach (var weighted in new[] { true, false })
        {
            byte[] byVectors = [.. source], byTable = [.. source];

            Assert.Equal(source.Length, BlendVectors.Mix(byVectors, backdrop, mode, weighted));
            // seven pixels are too few for a vector
            for (var at = 0; at < source.Length; at += 28)
            {
                var length = Math.Min(28, source.Length - at);
                BlendRows.Mix(byTable.AsSpan(at, length), backdrop.AsSpan(at, length), new Layer { Id = "1", Kind = LayerKind.Pixel, Name = "", BlendMode = mode }, weighted);
            }

            Assert.True(byTable.AsSpan().SequenceEqual(byVectors));
            Assert.False(source.AsSpan().SequenceEqual(byVectors));
        }
    }

    /// <summary>Stretches that are empty, solid and in between, so that each way through is taken.</summary>
    private static byte[] Row(int width, int seed)
    {
        var random = new Random(seed);
        var row = new byte[width * 4];
        random.NextBytes(row);
        for (var i = 0; i < width; i++)
            if (i / 16 % 3 != seed % 3) row[i * 4 + 3] = i / 16 % 3 == 0 ? (byte)0 : (byte)255;
        return row;
    }
}
