using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats;

/// <summary>Rows of a picture that is already in memory.</summary>
/// <param name="whole">Where the picture lies.</param>
/// <param name="area">What of it is wanted.</param>
internal sealed class PictureRows(RgbaImage picture, PixelArea whole, PixelArea area) : RowReader
{
    private int _y = area.Top - whole.Top;

    public override void Read(Span<byte> rows)
    {
        for (var at = 0; at < rows.Length; at += area.Width * 4, _y++)
            picture.Row(_y).Slice((area.Left - whole.Left) * 4, area.Width * 4).CopyTo(rows[at..]);
    }
}

/// <summary>One colour all over.</summary>
internal sealed class ColorRows((byte R, byte G, byte B, byte A) color) : RowReader
{
    public override void Read(Span<byte> rows)
    {
        for (var i = 0; i < rows.Length; i += 4) (rows[i], rows[i + 1], rows[i + 2], rows[i + 3]) = color;
    }
}
