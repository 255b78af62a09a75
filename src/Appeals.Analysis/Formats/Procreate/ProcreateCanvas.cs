using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>
/// How pixels as they are stored lie on the canvas as it is shown: from the bottom up, turned by <c>orientation</c>, mirrored by the two flips.
/// Tiles are counted from the stored origin, so that the cut ones may come first on the canvas.
/// </summary>
internal sealed class ProcreateCanvas
{
    /// <summary>Four times what the application allows.</summary>
    private const int MaxSide = 65_536;

    private readonly int _width;
    private readonly int _height;
    private readonly bool _swaps;
    private readonly bool _flipsX;
    private readonly bool _flipsY;

    private ProcreateCanvas(int width, int height, int side, int orientation, bool flipsX, bool flipsY)
    {
        (_width, _height, Side, _swaps) = (width, height, side, orientation is 3 or 4);
        (_flipsX, _flipsY) = (flipsX ^ orientation is 2 or 3, flipsY ^ orientation is not (2 or 4));
        (Columns, Rows) = ((width + side - 1) / side, (height + side - 1) / side);
        int left = _flipsX ? width - Columns * side : 0, top = _flipsY ? height - Rows * side : 0;
        (Left, Top) = _swaps ? (top, left) : (left, top);
        Area = _swaps ? new(0, 0, height, width) : new(0, 0, width, height);
    }

    /// <summary>Of a tile, in pixels.</summary>
    public int Side { get; }
    public int Columns { get; }
    public int Rows { get; }
    /// <summary>The canvas as it is shown.</summary>
    public PixelArea Area { get; }
    /// <summary>Where on the canvas the first tile begins; 0 or less.</summary>
    public int Left { get; }
    public int Top { get; }

    /// <exception cref="SourceFileException">There is no size, or one beyond the limits.</exception>
    public static ProcreateCanvas Of(KeyedObject document, ReadLimits limits)
    {
        var parts = (document.Text("size") ?? "").Trim('{', '}', ' ').Split(',');
        if (parts.Length != 2 || !TrySide(parts[0], out var width) || !TrySide(parts[1], out var height)) throw BinaryPlist.Damaged();
        if (width > Math.Min(limits.MaxSide, MaxSide) || height > Math.Min(limits.MaxSide, MaxSide) || width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, section: ProcreateArchive.Section);
        var side = document.Number("tileSize") ?? 256;
        if (side is not (>= 16 and <= 512)) throw BinaryPlist.Damaged();
        return new((int)width, (int)height, (int)side, (int)Math.Clamp(document.Number("orientation") ?? 1, 0, 9), document.Flag("flippedHorizontally"), document.Flag("flippedVertically"));
    }

    private static bool TrySide(string text, out double side) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out side) && side >= 1 && side <= int.MaxValue && Math.Floor(side) == side;

    /// <summary>The pixels that a stored tile really has; those at the far edges are cut.</summary>
    public (int Width, int Height) SizeOf(int column, int row) => (Math.Min(Side, _width - column * Side), Math.Min(Side, _height - row * Side));

    public bool Contains((int Column, int Row) tile) => tile.Column < Columns && tile.Row < Rows;

    /// <summary>From a place in the grid as it is shown to the stored one, and back: the way is the same.</summary>
    public (int Column, int Row) Turn((int Column, int Row) shown)
    {
        var (column, row) = _swaps ? (shown.Row, shown.Column) : shown;
        return (_flipsX ? Columns - 1 - column : column, _flipsY ? Rows - 1 - row : row);
    }

    public PixelArea AreaOf((int Column, int Row) stored)
    {
        var (x, y) = (_flipsX ? Columns - 1 - stored.Column : stored.Column, _flipsY ? Rows - 1 - stored.Row : stored.Row);
        if (_swaps) (x, y) = (y, x);
        return new PixelArea(Left + x * Side, Top + y * Side, Side, Side).Intersect(Area);
    }

    /// <summary>Where a pixel of a stored tile goes within the tile as it is shown.</summary>
    /// <returns>The place of pixel (0, 0), and the steps to the next column and the next row.</returns>
    public (int Start, int Column, int Row) Steps()
    {
        int x = _flipsX ? Side - 1 : 0, y = _flipsY ? Side - 1 : 0, dx = _flipsX ? -1 : 1, dy = _flipsY ? -1 : 1;
        return _swaps ? (x * Side + y, dx * Side, dy) : (y * Side + x, dx, dy * Side);
    }
}
