using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>What was stamped on a picture does not make it another one; what changed it does.</summary>
public sealed class AddedMarksTests
{
    private static readonly RgbaImage Painting = Pictures.Painting(600, 400, seed: 5);

    [Fact]
    public void Measure_WhenANoticeWasStamped_LeavesItOut()
    {
        var fit = PictureFit.Measure(Painting, Pictures.Jpeg(Pictures.Stamp(Painting), 82), CancellationToken.None);

        var mark = Assert.Single(fit.Marks.Places);
        Assert.InRange(fit.Marks.Share, 0.008, 0.05);
        Assert.True(mark.Left > fit.Marks.Width / 2 && mark.Top > fit.Marks.Height / 2);
        Assert.InRange(fit.Similarity, 0.97, 1);
    }

    [Fact]
    public void Measure_WhenNothingWasStamped_FindsNoMark()
    {
        var fit = PictureFit.Measure(Painting, Pictures.Jpeg(Painting, 60), CancellationToken.None);

        Assert.Empty(fit.Marks.Places);
        Assert.Null(fit.Marks.ToMask());
    }

    [Theory]
    [InlineData(20, 15, 1)]
    [InlineData(100, 300, 0)]
    public void Find_WhenAPartDiffers_OnlyASmallOneIsAMark(int width, int height, int marks)
    {
        var values = new float[400 * 300];
        for (var i = 0; i < values.Length; i++) values[i] = i % 400 < width && i / 400 < height ? 0.1f : 0.98f;

        var found = AddedMarks.Find(new(400, 300, values, [.. values.Select(static _ => 1f)]));

        Assert.Equal(marks, found.Places.Count);
    }

    [Fact]
    public void DifferenceMap_WhereBothAreEmpty_SaysThatTheyAreAlike()
    {
        var holed = new RgbaImage(Painting.Width, Painting.Height, (byte[])Painting.Pixels.Clone());
        for (var y = 40; y < 80; y++) holed.Pixels.AsSpan(((y * holed.Width) + 40) * 4, 40 * 4).Clear();

        var map = PictureFit.Measure(holed, holed, CancellationToken.None).DifferenceMap();

        Assert.All(Enumerable.Range(0, map.Width * map.Height), i => Assert.Equal(0xFF000000, BitConverter.ToUInt32(map.Pixels, i * 4)));
    }
}
