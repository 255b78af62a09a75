using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Examining.SignalTests;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>What counts as hidden paint, and what anyone could put there.</summary>
public sealed class HiddenPaintTests
{
    [Fact]
    public void HiddenPaint_WhenThePictureIsAllThereIs_IsNone()
    {
        var halves = Analyze([new("Left", Pictures.Crop(Flat, 0, 0, 240, Height)), new("Right", Pictures.Crop(Flat, 240, 0, 240, Height), Left: 240)], null);

        Assert.InRange(Value(halves, "hiddenPaint", "beneath"), 0, 0.02);
        Assert.InRange(Value(Painted, "hiddenPaint", "beneath"), 0.2, 1);
        Assert.InRange(Value(Painted, "hiddenPaint", "own"), 0.03, 1);
        Assert.Equal(Direction.Supports, Find(Painted, "hiddenPaint").Direction);
        Assert.NotEmpty(Find(Painted, "hiddenPaint").Layers);
    }

    [Fact]
    public void HiddenPaint_WhenFilledInAfterwards_BeginsWhereItIsHidden()
    {
        const int Grown = 30;
        OraLayer Piece(int left, int top) => new($"{left} {top}", Pictures.Paint(160 + Grown, 120 + Grown, (x, y) =>
        {
            var far = x >= 160 || y >= 120;
            var pixel = Flat.Row((top + y + (far ? 97 : 0)) % Height).Slice((left + x + (far ? 141 : 0)) % Width * 4, 4);
            return (pixel[0], pixel[1], pixel[2], pixel[3]);
        }), left, top);
        var filled = Analyze([.. Enumerable.Range(0, 9).Select(i => Piece(i % 3 * 160, i / 3 * 120))], Flat);

        Assert.InRange(Value(filled, "hiddenPaint", "beneath"), 0.1, 1);
        Assert.InRange(Value(filled, "hiddenPaint", "seam"), 0.8, 1);
        Assert.InRange(Value(Painted, "hiddenPaint", "seam"), 0.3, 0.6);
        Assert.InRange(Value(Painted, "hiddenPaint", "calm"), 0.3, 0.53);
        Assert.True(filled.Grade <= Grade.Limited, $"{filled.Grade} {filled.Score}");
    }

    /// <summary>Noise differs from pixel to pixel as strokes do, but has no lines and no forms.</summary>
    [Fact]
    public void HiddenPaint_WhenItIsNoise_HasNoDetailOfItsOwn()
    {
        OraLayer Ground(Func<int, int, int> light) => new("Ground", Pictures.Paint(Width, Height, (x, y) => ((byte)light(x, y), (byte)light(x, y), 60, 255)));
        var above = new OraLayer("Above", Pictures.Crop(Flat, 0, 0, Width, 240));
        var random = new Random(6);

        var noisy = Analyze([Ground((_, _) => 120 + random.Next(-14, 15)), above], null);
        var drawn = Analyze([Ground(static (x, y) => (x / 7 % 2) + (y / 9 % 2) == 1 ? 106 : 134), above], null);

        Assert.InRange(Value(noisy, "hiddenPaint", "own"), 0, 0.02);
        Assert.InRange(Value(noisy, "hiddenPaint", "smooth"), 0.3, 1);
        Assert.InRange(Value(drawn, "hiddenPaint", "own"), 0.3, 1);
    }

    /// <summary>What is hardly there differs from the picture for that reason alone.</summary>
    [Fact]
    public void HiddenPaint_WhenStrokesAreFaint_IsNone()
    {
        var faint = Analyze([new("All", Flat), .. Enumerable.Range(0, 6).Select(static i => new OraLayer($"Faint {i}", Dots(60 + i), Opacity: 0.3))], null);

        Assert.InRange(Value(faint, "hiddenPaint", "own"), 0, 0.05);
        Assert.True(faint.Grade <= Grade.Limited, $"{faint.Grade} {faint.Score}");
    }

    /// <summary>A blurred copy has edges too, and is no painting.</summary>
    [Fact]
    public void HiddenPaint_WhenItIsABlurredCopy_IsNone()
    {
        var stages = Analyze([new("Blurred", Blurred(Flat, 7)), new("Sharp", Pictures.Crop(Flat, 0, 0, Width, 240))], null);

        Assert.InRange(Value(stages, "hiddenPaint", "own"), 0, 0.02);
        Assert.InRange(Value(stages, "hiddenPaint", "beneath"), 0, 0.03);
    }

    /// <summary>Another picture that hardly shines through is not what this one was painted on.</summary>
    [Fact]
    public void HiddenPaint_WhenOneSeesNothingOfTheLayer_DoesNotCountWhatIsDrawnThere()
    {
        var tiles = new OraLayer("Tiles", Pictures.Paint(Width, Height, static (x, y) => ((x / 7 % 2) + (y / 9 % 2) == 1 ? (byte)106 : (byte)134, 190, 60, 255)));
        var lent = Analyze([tiles, new("All", Flat, Opacity: 0.95)], null);
        var seen = Analyze([tiles, new("Most", Pictures.Crop(Flat, 0, 0, Width, 300))], null);

        Assert.InRange(Value(lent, "hiddenPaint", "own"), 0, 0.01);
        Assert.InRange(Value(seen, "hiddenPaint", "own"), 0.1, 1);
    }

    /// <summary>Three means over a box, which is nearly a bell.</summary>
    private static RgbaImage Blurred(RgbaImage image, int radius)
    {
        for (var pass = 0; pass < 3; pass++)
        {
            image = Mean(image, radius, 0);
            image = Mean(image, 0, radius);
        }
        return image;
    }

    private static RgbaImage Mean(RgbaImage image, int across, int down) => Pictures.Paint(image.Width, image.Height, (x, y) =>
    {
        int red = 0, green = 0, blue = 0, count = 0;
        for (var v = Math.Max(0, y - down); v <= Math.Min(image.Height - 1, y + down); v++)
            for (var u = Math.Max(0, x - across); u <= Math.Min(image.Width - 1, x + across); u++)
            {
                var pixel = image.Row(v).Slice(u * 4, 3);
                (red, green, blue, count) = (red + pixel[0], green + pixel[1], blue + pixel[2], count + 1);
            }
        return ((byte)(red / count), (byte)(green / count), (byte)(blue / count), (byte)255);
    });
}
