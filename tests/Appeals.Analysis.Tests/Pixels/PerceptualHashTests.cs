using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

public sealed class PerceptualHashTests
{
    private static readonly RgbaImage Painting = Pictures.Painting(256, 192, seed: 8);

    [Fact]
    public void Of_WhenResizedCompressedOrMoved_IsNearlyTheSame()
    {
        var hash = PerceptualHash.Of(Painting)!.Value;

        Assert.InRange(PerceptualHash.Distance(hash, PerceptualHash.Of(Pictures.Jpeg(Painting, 60))!.Value), 0, 4);
        Assert.InRange(PerceptualHash.Distance(hash, PerceptualHash.Of(ImageCodec.Fit(Painting, 120))!.Value), 0, 6);
        var moved = Pictures.Paint(320, 240, static (x, y) => x is >= 40 and < 296 && y is >= 30 and < 222 ? Pixel(x - 40, y - 30) : ((byte)0, (byte)0, (byte)0, (byte)0));
        Assert.Equal(0, PerceptualHash.Distance(hash, PerceptualHash.Of(moved)!.Value));
    }

    [Fact]
    public void Of_WhenPicturesDiffer_IsFarApart()
    {
        var hashes = Enumerable.Range(0, 12).Select(static seed => PerceptualHash.Of(Pictures.Painting(256, 192, seed + 30))!.Value)
            .Concat(Enumerable.Range(0, 12).Select(static seed => PerceptualHash.Of(Pictures.LineDrawing(256, 192, seed + 30))!.Value)).ToList();

        var distances = hashes.SelectMany((a, i) => hashes.Skip(i + 1).Select(b => PerceptualHash.Distance(a, b))).ToList();

        Assert.True(distances.Min() > 8, $"{distances.Min()}");
    }

    /// <summary>What many pictures have in common is no sign of anything.</summary>
    [Fact]
    public void Of_WhenNearlyUniformOrOneSoftLight_IsNone()
    {
        Assert.Null(PerceptualHash.Of(Pictures.Solid(64, 64, 200, 30, 40)));
        Assert.Null(PerceptualHash.Of(Pictures.Solid(64, 64, 0, 0, 0, 0)));
        Assert.Null(PerceptualHash.Of(Pictures.Gradient(200, 150)));
        Assert.Null(PerceptualHash.Of(Pictures.Paint(200, 150, static (x, y) => (255, 220, 160, (byte)Math.Max(0, 255 - (3 * Math.Sqrt(((x - 100) * (x - 100)) + ((y - 75) * (y - 75)))))))));
        Assert.Null(PerceptualHash.Of(Pictures.Crop(Painting, 0, 0, 9, 100)));
    }

    private static (byte, byte, byte, byte) Pixel(int x, int y)
    {
        var at = ((y * Painting.Width) + x) * 4;
        return (Painting.Pixels[at], Painting.Pixels[at + 1], Painting.Pixels[at + 2], Painting.Pixels[at + 3]);
    }
}
