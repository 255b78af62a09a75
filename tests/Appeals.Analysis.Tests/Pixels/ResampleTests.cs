using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

public sealed class ResampleTests
{
    [Fact]
    public void Place_WhenIdentity_ReturnsTheSamePixels()
    {
        var image = Pictures.Painting(40, 30, seed: 2);

        Assert.Equal(image.Pixels, Resample.Place(image, new(1, 1, 0, 0), 40, 30).Pixels);
    }

    [Fact]
    public void Place_WhenShifted_IsTransparentWhereThePictureDoesNotReach()
    {
        var placed = Resample.Place(Pictures.Solid(10, 10, 200, 0, 0), new(1, 1, 5, 0), 20, 10);

        for (var x = 0; x < 20; x++) Assert.Equal(x is >= 5 and < 15 ? 255 : 0, placed.Row(4)[(x * 4) + 3]);
    }

    [Theory]
    [InlineData(0.5, 10, 20)]
    [InlineData(1.0, 20, 40)]
    [InlineData(0.37, 7, 15)]
    public void Cover_CountsPixelsWhoseCentresLieOnThePicture(double scale, int from, int to)
    {
        var area = new Placement(scale, 1, 20 * scale, 0).Cover(20, 5, 100, 5);

        Assert.Equal((from, to), (area.Left, area.Left + area.Width));
    }

    [Fact]
    public void Fit_WhenReduced_KeepsTheMean()
    {
        var plane = ImagePlane.Brightness(Pictures.Painting(300, 200, seed: 3));

        Assert.Equal(plane.Values.Average(), plane.Fit(50).Values.Average(), 0.004);
    }

    [Fact]
    public void ToImage_WhenRowsAreReduced_AveragesColourByAlpha()
    {
        // one opaque red pixel and three transparent green ones become one quarter-opaque red one
        var rows = new ResampleRows(new(0, 0, 2, 2), 0.5, 0.5);
        rows.Add([255, 0, 0, 255, 0, 255, 0, 0]);
        rows.Add([0, 255, 0, 0, 0, 255, 0, 0]);

        Assert.Equal([255, 0, 0, 64], rows.ToImage().Pixels);
    }

    [Fact]
    public void ToImage_WhenNotReduced_KeepsEveryPixel()
    {
        var image = Pictures.Noise(13, 7, seed: 4);
        var rows = new ResampleRows(new(-3, 5, 13, 7), 1, 1);
        for (var y = 0; y < 7; y++) rows.Add(image.Row(y));

        Assert.Equal(new PixelArea(-3, 5, 13, 7), rows.Area);
        Assert.Equal(image.Pixels, rows.ToImage().Pixels);
    }

    [Fact]
    public void ToImage_WhenLayerLiesAcrossTheGrid_ConservesItsCoverage()
    {
        var rows = new ResampleRows(new(3, 2, 11, 9), 0.3, 0.4);
        for (var y = 0; y < 9; y++) rows.Add(Pictures.Solid(11, 1, 9, 9, 9).Pixels);

        var alpha = rows.ToImage().Pixels.Where(static (_, i) => i % 4 == 3).Sum(static a => a / 255.0);

        Assert.Equal(11 * 0.3 * 9 * 0.4, alpha, 0.05);
    }

    [Theory]
    [InlineData(0.37, 0.61, 0)]
    [InlineData(0.5, 0.5, 3)]
    [InlineData(0.99, 0.07, 11)]
    public void ToImage_WhenReduced_IsTheMeanOfWhatEachPixelCovers(double scaleX, double scaleY, int left)
    {
        var image = Pictures.Noise(57, 43, seed: 7);
        for (var i = 3; i < image.Pixels.Length; i += 4) image.Pixels[i] = (byte)(i % 3 == 0 ? 0 : image.Pixels[i - 1]);
        var rows = new ResampleRows(new(left, 5, 57, 43), scaleX, scaleY);
        for (var y = 0; y < 43; y++) rows.Add(image.Row(y));

        var reduced = rows.ToImage();

        for (var y = 0; y < reduced.Height; y++)
            for (var x = 0; x < reduced.Width; x++)
            {
                var expected = Mean(image, ((rows.Area.Left + x) / scaleX) - left, ((rows.Area.Top + y) / scaleY) - 5, 1 / scaleX, 1 / scaleY);
                var pixel = reduced.Row(y).Slice(x * 4, 4);
                Assert.Equal(expected[3], pixel[3], 1.0);
                for (var c = 0; c < 3 && expected[3] > 8; c++) Assert.Equal(expected[c], pixel[c], 1.0);
            }
    }

    /// <summary>Red, green and blue weighted by alpha, and alpha; what lies beyond the picture is transparent.</summary>
    private static double[] Mean(RgbaImage image, double left, double top, double width, double height)
    {
        var sums = new double[4];
        for (var y = Math.Max(0, (int)top); y < Math.Min(image.Height, top + height); y++)
            for (var x = Math.Max(0, (int)left); x < Math.Min(image.Width, left + width); x++)
            {
                var share = (Math.Min(left + width, x + 1) - Math.Max(left, x)) * (Math.Min(top + height, y + 1) - Math.Max(top, y));
                var pixel = image.Row(y).Slice(x * 4, 4);
                for (var c = 0; c < 3; c++) sums[c] += pixel[c] * pixel[3] * share;
                sums[3] += pixel[3] * share;
            }
        return [sums[0] / Math.Max(1e-9, sums[3]), sums[1] / Math.Max(1e-9, sums[3]), sums[2] / Math.Max(1e-9, sums[3]), sums[3] / (width * height)];
    }
}
