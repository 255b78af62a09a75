using System.Text;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Tests.Reading;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("底色 flats", "底色 flats")]
    [InlineData("a\0b\u0007c\u009Dd", "abcd")]
    [InlineData("one\r\ntwo\u2028three", "one  two three")]
    [InlineData("safe\u202Egnp.exe\u202C", "safegnp.exe")]
    [InlineData("\u2066isolated\u2069 \u200Fmark\u200E", "isolated mark")]
    [InlineData("👩‍🎨 emoji", "👩‍🎨 emoji")]
    [InlineData("", "")]
    public void From_WhenGivenAName_KeepsWhatCanBeShown(string name, string clean) => Assert.Equal(clean, CleanText.From(name, 100));

    [Fact]
    public void From_WhenSurrogatesStandAlone_ReplacesThem()
    {
        var clean = CleanText.From("a\uD83Db\uDE00", 100);

        Assert.Equal("a\uFFFDb\uFFFD", clean);
        Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
    }

    [Fact]
    public void From_WhenTooLong_IsCutBetweenCharacters() => Assert.Equal("ab", CleanText.From("ab😀", 3));
}
