using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

public sealed class OkLabTests
{
    // values of Björn Ottosson's reference implementation
    [Theory]
    [InlineData(255, 255, 255, 1.0, 0.0, 0.0)]
    [InlineData(0, 0, 0, 0.0, 0.0, 0.0)]
    [InlineData(255, 0, 0, 0.62796, 0.22486, 0.12585)]
    [InlineData(0, 255, 0, 0.86644, -0.23389, 0.17950)]
    [InlineData(0, 0, 255, 0.45201, -0.03246, -0.31153)]
    [InlineData(128, 128, 128, 0.59987, 0.0, 0.0)]
    public void FromSrgb_WhenKnownColour_ReturnsReference(byte red, byte green, byte blue, double l, double a, double b)
    {
        var colour = OkLab.FromSrgb(red, green, blue);

        Assert.Equal(l, colour.L, 4e-4);
        Assert.Equal(a, colour.A, 4e-4);
        Assert.Equal(b, colour.B, 4e-4);
    }

    [Fact]
    public void OnWhite_WhenTransparent_IsWhiteWhateverTheHiddenColour() =>
        Assert.Equal(OkLab.White, OkLab.OnWhite([10, 200, 30, 0]));

    [Fact]
    public void OnWhite_WhenHalfBlack_IsMiddleGrey() =>
        Assert.Equal(OkLab.FromSrgb(127, 127, 127), OkLab.OnWhite([0, 0, 0, 128]));

    [Fact]
    public void Between_WhenOnePixelDiffers_IsItsDistanceThereAndZeroElsewhere()
    {
        var black = Pictures.Solid(3, 2, 0, 0, 0);
        var other = Pictures.Solid(3, 2, 0, 0, 0);
        other.Row(1).Slice(4, 3).Fill(255);

        var distances = OkLabDistance.Between(black, other);

        Assert.Equal(1, distances.Values[4], 1e-3);
        Assert.Equal(5, distances.Values.Count(static d => d == 0));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(255, 128, 3)]
    [InlineData(17, 200, 255)]
    public void ToLinear_WhenComingFromSrgb_GivesItsLight(byte r, byte g, byte b)
    {
        var light = new double[3];

        OkLab.FromSrgb(r, g, b).ToLinear(light);

        byte[] srgb = [r, g, b];
        for (var c = 0; c < 3; c++) Assert.Equal(Math.Pow((Math.Max(srgb[c] / 255.0, 0.04045) + 0.055) / 1.055, 2.4), Math.Max(light[c], Math.Pow((0.04045 + 0.055) / 1.055, 2.4)), 0.001);
    }

    [Fact]
    public void Between_WhenEightAtATime_IsWhatEachPixelGives()
    {
        var (first, second) = (Pictures.Noise(41, 23, seed: 5), Pictures.Noise(41, 23, seed: 6));
        for (var i = 3; i < first.Pixels.Length / 2; i += 4) (first.Pixels[i], second.Pixels[i]) = ((byte)(i % 256), (byte)(i * 7 % 256));
        for (var i = 0; i < 64; i++) first.Pixels[i] = second.Pixels[i] = 9;

        var distances = OkLabDistance.Between(first, second).Values;

        Assert.All(distances.Select(static (d, i) => (d, i)), at => Assert.Equal(
            OkLab.OnWhite(first.Pixels.AsSpan(at.i * 4, 4)).Distance(OkLab.OnWhite(second.Pixels.AsSpan(at.i * 4, 4))), at.d, 1e-5f));
        Assert.Equal(0, distances[3]);
    }
}
