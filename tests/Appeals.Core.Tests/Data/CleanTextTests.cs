using Appeals.Core.Data;

namespace Appeals.Core.Tests.Data;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("Night ferry", "Night ferry")]
    [InlineData("灯湾夜渡 👩‍🎨", "灯湾夜渡 👩‍🎨")]
    [InlineData("  a\tb\r\n", "a b")]
    [InlineData("safe\u202Egnp.exe", "safegnp.exe")]
    [InlineData("\u2066x\u2069\u200F\u061C", "x")]
    [InlineData("a\u0000b\u0007c\u2028d", "abcd")]
    [InlineData("lone \uD83D surrogate", "lone  surrogate")]
    [InlineData("\u200B\uFEFF", "")]
    public void Line_OfTextFromOutside_KeepsWhatIsSeen(string text, string expected) => Assert.Equal(expected, CleanText.Line(text));

    [Fact]
    public void Lines_OfSeveralLines_KeepsThem() => Assert.Equal("a\nb\nc", CleanText.Lines("a\r\nb\nc\u202E\n"));
}
