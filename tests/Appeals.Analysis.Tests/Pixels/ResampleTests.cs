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
}
