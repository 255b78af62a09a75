using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>Draws the layers of a file as its application would show them. The stored merged picture is used only for files without layers.</summary>
public static class Compositor
{
    /// <exception cref="SourceFileException">There is nothing that could be drawn. A damaged layer only adds a problem to the file.</exception>
    public static RgbaImage Render(LayeredFile file, RenderOptions options, CancellationToken cancellationToken)
        => throw new SourceFileException(Reports.ProblemCode.Unsupported, Words.NotALayeredFile);
}
