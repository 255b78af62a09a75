using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Corpus;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Files that GIMP packed as <c>.xcf.bz2</c> and <c>.xcf.xz</c>.</summary>
public sealed class WrappedXcfTests
{
    private const string Plain = "gimp-indexed.xcf";

    [Theory]
    [InlineData(".bz2")]
    [InlineData(".xz")]
    public void Open_WhenWrapped_IsWhatIsInside(string ending)
    {
        using var plain = new MemoryStream(CorpusFolder.Made.Bytes(Plain)).Open();
        var bytes = CorpusFolder.Made.Bytes(Plain + ending);

        using var file = new MemoryStream(bytes).Open();

        Assert.Equal(FileFormat.Xcf, FileSignature.Recognise(bytes.AsSpan(0, FileSignature.Length)));
        Assert.Equal(plain.Layers.Select(layer => layer.Name), file.Layers.Select(layer => layer.Name));
        Assert.Equal(plain.Render().Pixels, file.Render().Pixels);
    }

    /// <summary>Millions of zeros.</summary>
    [Theory]
    [InlineData("QlpoOTFBWSZTWdOl3HwATJfAEMAAAAgACCAAMMwFKaaqRFGwFEUeLuSKcKEhp0u4+A==")]
    [InlineData("/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM9uNfARldAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F8L04CoAAAAAAAC4T3s1diL7xAAG1AuDGWwAuKoDpscRn+wIAAAAABFla")]
    public void Open_WhenAFewBytesUnwrapToMillions_IsRefused(string packed) =>
        Assert.Equal(ProblemCode.LimitExceeded, new MemoryStream(Convert.FromBase64String(packed)).Refusal().Code);

    [Fact]
    public void Open_WhenSomethingElseIsWrapped_SaysThatItIsNotRead() =>
        Assert.Equal(ProblemCode.Unsupported, new MemoryStream(Convert.FromBase64String("QlpoOTFBWSZTWZyPz4kAAAYRgEAECiXWYCAAIo9QxHiEAADUsyQTFD4TCrrsXckU4UJCcj8+JA==")).Refusal().Code);

    /// <summary>Cut off, or with a few bytes changed: it opens as far as it goes, or is refused.</summary>
    [Theory]
    [InlineData(".bz2")]
    [InlineData(".xz")]
    public void Open_WhenDamaged_OpensOrIsRefused(string ending)
    {
        var right = CorpusFolder.Made.Bytes(Plain + ending);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var wrong = seed % 3 == 0 ? right[..random.Next(right.Length)] : [.. right];
            for (var i = 0; i < 3 && seed % 3 > 0; i++) wrong[random.Next(seed % 3 == 1 ? 200 : wrong.Length)] = (byte)random.Next(256);
            wrong.Outcome();
        }
    }
}
