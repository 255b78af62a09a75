using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

/// <summary>Known transforms must be found again: within half a pixel at the corners of the picture, on a painting and on a line drawing.</summary>
public sealed class RegistrationTests
{
    private const double Tolerance = 0.75;
    private static readonly RgbaImage Drawing = Pictures.LineDrawing(600, 400, seed: 5);
    private static readonly RgbaImage Painting = Pictures.Painting(600, 400, seed: 5);

    public static TheoryData<string, bool> Transforms()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in new[] { "same", "half", "half-q60", "stretched", "crop", "crop-small", "border", "letterbox", "mirror", "mirror-crop", "stamp-q60" })
        {
            data.Add(name, false);
            data.Add(name, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Transforms))]
    public void Find_WhenTransformed_FindsThePlacement(string transform, bool drawing)
    {
        var picture = drawing ? Drawing : Painting;
        var (published, expected, mirrored) = Apply(transform, picture);

        var found = Registration.Find(ImagePlane.Brightness(picture), ImagePlane.Brightness(published), CancellationToken.None);

        Assert.Equal(mirrored, found.Mirrored);
        Assert.Equal(expected.OffsetX, found.Placement.OffsetX, Tolerance);
        Assert.Equal(expected.OffsetY, found.Placement.OffsetY, Tolerance);
        Assert.Equal(expected.OffsetX + (600 * expected.ScaleX), found.Placement.OffsetX + (600 * found.Placement.ScaleX), Tolerance);
        Assert.Equal(expected.OffsetY + (400 * expected.ScaleY), found.Placement.OffsetY + (400 * found.Placement.ScaleY), Tolerance);
        Assert.InRange(found.Correlation, 0.85, 1);
    }

    /// <summary>Pale washes resemble each other wherever one lays them, and a dark notice outweighs them.</summary>
    [Fact]
    public void Find_WhenPaleCroppedAndStamped_FindsThePlacement()
    {
        var pale = Pictures.Paint(600, 400, static (x, y) =>
        {
            var pixel = Painting.Row(y).Slice(x * 4, 3);
            return ((byte)(215 + (pixel[0] / 8)), (byte)(215 + (pixel[1] / 8)), (byte)(210 + (pixel[2] / 8)), (byte)255);
        });
        var published = Pictures.Jpeg(Pictures.Stamp(Pictures.Crop(pale, 50, 25, 500, 340)), 80);

        var found = Registration.Find(ImagePlane.Brightness(pale), ImagePlane.Brightness(published), CancellationToken.None);

        Assert.False(found.Mirrored);
        Assert.Equal((-50.0, -25.0), (found.Placement.OffsetX, found.Placement.OffsetY), Near);
        Assert.Equal((550.0, 375.0), ((600 * found.Placement.ScaleX) + found.Placement.OffsetX, (400 * found.Placement.ScaleY) + found.Placement.OffsetY), Near);
    }

    private static bool Near((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < 2 && Math.Abs(a.Y - b.Y) < 2;

    [Fact]
    public void Find_WhenCancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => Registration.Find(
            ImagePlane.Brightness(Pictures.Painting(200, 200, seed: 1)), ImagePlane.Brightness(Pictures.Painting(200, 200, seed: 2)), new(canceled: true)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(3, 2)]
    public void Find_WhenDegenerate_StillAnswers(int width, int height)
    {
        var small = ImagePlane.Brightness(Pictures.Noise(width, height, seed: 1));

        var found = Registration.Find(small, ImagePlane.Brightness(Pictures.Painting(120, 90, seed: 2)), CancellationToken.None);

        Assert.True(double.IsFinite(found.Placement.ScaleX) && double.IsFinite(found.Placement.OffsetY));
    }

    [Fact]
    public void Find_WhenFlat_Answers()
    {
        var flat = ImagePlane.Brightness(Pictures.Solid(200, 100, 7, 7, 7));

        Assert.Equal(new Placement(1, 1, 0, 0), Registration.Find(flat, flat, CancellationToken.None).Placement);
    }

    private static (RgbaImage Published, Placement Expected, bool Mirrored) Apply(string transform, RgbaImage picture) => transform switch
    {
        "same" => (picture, new(1, 1, 0, 0), false),
        "half" => (ImageCodec.Resize(picture, 300, 200), new(0.5, 0.5, 0, 0), false),
        "half-q60" => (Pictures.Jpeg(ImageCodec.Resize(picture, 300, 200), 60), new(0.5, 0.5, 0, 0), false),
        "stretched" => (ImageCodec.Resize(picture, 360, 300), new(0.6, 0.75, 0, 0), false),
        "crop" => (Pictures.Crop(picture, 60, 30, 480, 330), new(1, 1, -60, -30), false),
        "crop-small" => (Pictures.Crop(picture, 210, 90, 270, 230), new(1, 1, -210, -90), false),
        "border" => (Pictures.Border(picture, 70, 50, 70, 120, 255), new(1, 1, 70, 50), false),
        "letterbox" => (Pictures.Border(ImageCodec.Resize(picture, 450, 300), 175, 150, 175, 150, 0), new(0.75, 0.75, 175, 150), false),
        "mirror" => (Resample.Mirror(picture), new(1, 1, 0, 0), true),
        "mirror-crop" => (Pictures.Crop(Resample.Mirror(picture), 90, 40, 400, 300), new(1, 1, -90, -40), true),
        "stamp-q60" => (Pictures.Jpeg(Pictures.Stamp(picture), 60), new(1, 1, 0, 0), false),
        _ => throw new ArgumentOutOfRangeException(nameof(transform)),
    };
}
