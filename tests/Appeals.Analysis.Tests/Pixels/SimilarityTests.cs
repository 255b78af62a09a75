using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

public sealed class SimilarityTests
{
    private static readonly RgbaImage Painting = Pictures.Painting(320, 240, seed: 1);

    [Fact]
    public void Structural_WhenSame_IsOne() => Assert.Equal(1, Structural(Painting, Painting), 1e-6);

    [Fact]
    public void Structural_WhenNegative_IsZero()
    {
        var negative = Pictures.Paint(320, 240, (x, y) => ((byte)(255 - Painting.Row(y)[x * 4]), (byte)(255 - Painting.Row(y)[(x * 4) + 1]), (byte)(255 - Painting.Row(y)[(x * 4) + 2]), 255));

        Assert.Equal(0, Structural(Painting, negative));
    }

    [Fact]
    public void Structural_WhenCompressedHarder_Falls()
    {
        var fine = Structural(Painting, Pictures.Jpeg(Painting, 90));
        var rough = Structural(Painting, Pictures.Jpeg(Painting, 15));

        Assert.InRange(fine, 0.95, 1);
        Assert.True(rough < fine - 0.05, $"{rough} against {fine}");
    }

    /// <summary>Plain structural similarity calls two sheets of mostly empty paper alike (0.8 here); ours must not.</summary>
    [Fact]
    public void Structural_WhenDifferentDrawingsOnWhitePaper_IsLow() =>
        Assert.InRange(Structural(Pictures.LineDrawing(400, 300, seed: 1), Pictures.LineDrawing(400, 300, seed: 2)), 0, 0.3);

    [Fact]
    public void Structural_WhenFlatAndSame_IsOne() =>
        Assert.Equal(1, Structural(Pictures.Solid(40, 40, 90, 90, 90), Pictures.Solid(40, 40, 90, 90, 90)), 1e-4);

    [Fact]
    public void Structural_WhenSizesDiffer_Throws() =>
        Assert.Throws<ArgumentException>(() => Structural(Painting, Pictures.Solid(8, 8, 0, 0, 0)));

    private static double Structural(RgbaImage a, RgbaImage b) => Similarity.Structural(ImagePlane.Brightness(a), ImagePlane.Brightness(b));
}
