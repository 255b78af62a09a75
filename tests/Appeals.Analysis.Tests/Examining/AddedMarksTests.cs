using Appeals.Analysis.Examining;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Signals;
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

    [Fact]
    public void Measure_WhenAThirdIsAnother_CountsIt()
    {
        var changed = new RgbaImage(600, 400, (byte[])Painting.Pixels.Clone());
        var other = Pictures.Painting(600, 400, seed: 77);
        for (var y = 0; y < 400; y++) other.Row(y)[..(200 * 4)].CopyTo(changed.Row(y));

        var fit = PictureFit.Measure(Painting, changed, CancellationToken.None);

        Assert.Empty(fit.Marks.Places);
        Assert.NotEqual(MatchVerdict.Same, MatchSignal.Judge(fit.Similarity, fit.Coverage));
    }
}
