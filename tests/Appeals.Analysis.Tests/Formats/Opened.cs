using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Formats;

internal static class Opened
{
    public static LayeredFile Open(this Stream stream, ReadLimits? limits = null) => LayeredFile.Open(stream, limits ?? ReadLimits.Default, CancellationToken.None);

    public static RgbaImage Render(this LayeredFile file, RenderOptions? options = null) => Compositor.Render(file, options ?? new(), CancellationToken.None);

    public static (byte R, byte G, byte B, byte A) At(this RgbaImage image, int x, int y)
    {
        var at = (y * image.Width + x) * 4;
        return (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2], image.Pixels[at + 3]);
    }

    public static SourceFileException Refusal(this Stream stream, ReadLimits? limits = null)
    {
        var refusal = Assert.Throws<SourceFileException>(() => stream.Open(limits));
        Assert.NotEmpty(refusal.Wording.En);
        Assert.Contains(refusal.Wording.Zh, c => c is >= '\u4E00' and <= '\u9FFF');
        return refusal;
    }

    /// <summary>Why it is refused when it is opened and rendered, or null and what is said about it.</summary>
    public static (ProblemCode? Code, IReadOnlyList<Problem> Problems) Outcome(this byte[] bytes, ReadLimits? limits = null)
    {
        try
        {
            using var file = new MemoryStream(bytes).Open(limits);
            if (file.HasReadablePixels) file.Render();
            return (null, file.Problems);
        }
        catch (SourceFileException refusal)
        {
            Assert.NotEmpty(refusal.Wording.Zh);
            return (refusal.Code, []);
        }
    }
}
