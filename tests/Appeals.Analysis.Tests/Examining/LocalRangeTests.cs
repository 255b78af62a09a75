using Appeals.Analysis.Examining.Study;

namespace Appeals.Analysis.Tests.Examining;

public sealed class LocalRangeTests
{
    [Theory]
    [InlineData(41, 23, 2)]
    [InlineData(37, 50, 15)]
    [InlineData(5, 4, 9)]
    [InlineData(1, 1, 1)]
    public void Of_AnyPicture_IsTheLeastAndGreatestNearEachPlace(int width, int height, int radius)
    {
        var rgb = new byte[width * height * 3];
        new Random(4).NextBytes(rgb);

        var (lowest, highest) = LocalRange.Of(rgb, width, height, radius);

        for (var i = 0; i < rgb.Length; i++)
        {
            var (x, y) = (i / 3 % width, i / 3 / width);
            var near = from v in Enumerable.Range(0, height) where Math.Abs(v - y) <= radius
                       from u in Enumerable.Range(0, width) where Math.Abs(u - x) <= radius
                       select rgb[(((v * width) + u) * 3) + (i % 3)];
            Assert.Equal((near.Min(), near.Max()), (lowest[i], highest[i]));
        }
    }
}
