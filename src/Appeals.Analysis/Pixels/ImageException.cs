using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Pixels;

/// <summary>A flat picture could not be read. The message is written for people and holds nothing from the file.</summary>
public sealed class ImageException(ProblemCode code, Wording wording, Exception? inner = null) : Exception(wording.En, inner)
{
    public ProblemCode Code { get; } = code;
    public Wording Wording { get; } = wording;

    internal static ImageException Empty() => new(ProblemCode.Empty, new("The picture is empty.", "图片是空的。"));

    internal static ImageException Unsupported() => new(ProblemCode.Unsupported,
        new("This is not a PNG, JPEG, WebP, AVIF, TIFF or GIF picture.", "这不是 PNG、JPEG、WebP、AVIF、TIFF 或 GIF 图片。"));

    internal static ImageException Malformed(Exception? inner) => new(ProblemCode.Malformed,
        new("The picture is damaged or incomplete.", "图片已损坏或不完整。"), inner);

    internal static ImageException TooLarge(int width, int height) => new(ProblemCode.LimitExceeded,
        new($"The picture is too large to open ({width} × {height} pixels).", $"图片尺寸过大，无法打开（{width} × {height} 像素）。"));

    internal static ImageException TooManyBytes() => new(ProblemCode.LimitExceeded,
        new("The picture file is too large to open.", "图片文件过大，无法打开。"));

    internal static ImageException OutOfTime() => new(ProblemCode.OutOfTime,
        new("The picture took too long to open.", "打开图片用时过长。"));
}
