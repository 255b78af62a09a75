using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Pixels;

/// <summary>Draws the layers of a file as its application would show them, in sRGB unless told otherwise. The stored merged picture is used only for files without layers.</summary>
public static class Compositor
{
    /// <exception cref="SourceFileException">There is nothing that could be drawn. A damaged layer only adds a problem to the file.</exception>
    public static RgbaImage Render(LayeredFile file, RenderOptions options, CancellationToken cancellationToken)
    {
        if (!file.HasReadablePixels) throw new SourceFileException(ProblemCode.Unsupported, Words.UnsupportedColor);
        var (width, height) = Reduction.Fit(file.Width, file.Height, options.MaxSide);
        if (width == file.Width && height == file.Height)
        {
            var pixels = new byte[width * height * 4];
            using var whole = new Surface(file.Canvas, pixels);
            Draw(file, options, whole, cancellationToken);
            return Shown(file, options, new(width, height, pixels), cancellationToken);
        }
        using var canvas = new Surface(file.Canvas);
        Draw(file, options, canvas, cancellationToken);
        return Shown(file, options, new(width, height, Reduction.Reduce(canvas.Pixels, file.Width, file.Height, width, height, cancellationToken)), cancellationToken);
    }

    /// <summary>A part of the composite, at the file's own size.</summary>
    internal static RgbaImage RenderPart(LayeredFile file, RenderOptions options, PixelArea area, CancellationToken cancellationToken)
    {
        var pixels = new byte[area.Width * area.Height * 4];
        using var part = new Surface(area, pixels);
        Draw(file, options, part, cancellationToken);
        return Shown(file, options, new(area.Width, area.Height, pixels), cancellationToken);
    }

    private static RgbaImage Shown(LayeredFile file, RenderOptions options, RgbaImage picture, CancellationToken cancellationToken)
    {
        if (!options.KeepsProfile) file.Profile?.ToSrgb(picture.Pixels, cancellationToken);
        return picture;
    }

    private static void Draw(LayeredFile file, RenderOptions options, Surface canvas, CancellationToken cancellationToken)
    {
        if (file.Paper is { } paper && options.Only is null) canvas.Fill(paper);
        if (file.Layers.Count > 0) new Composition(file, options, cancellationToken).DrawOnto(canvas);
        else if (options.Only is null) DrawFlat(file, canvas, cancellationToken);
    }

    private static void DrawFlat(LayeredFile file, Surface canvas, CancellationToken cancellationToken)
    {
        using var rows = file.OpenFlat(cancellationToken) ?? throw new SourceFileException(ProblemCode.Malformed, Words.NoPicture);
        rows.Read(canvas.Pixels);
    }
}
