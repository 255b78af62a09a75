using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// Makes a layer smaller while its rows stream by: each new pixel is the mean of the area it covers, colours weighted by alpha.
/// The new pixels lie on the grid of the reduced canvas, so that layers still fit one another.
/// </summary>
internal sealed class ResampleRows
{
    /// <summary>Where alpha lies in four bytes read at once, the first one lowest.</summary>
    private const int AlphaShift = 24;
    private readonly double _scaleY;
    private readonly Vector128<float>[] _sums;
    private readonly Vector128<float>[] _line;
    private readonly int[] _columns;
    private readonly float[] _shares;
    private int _y;

    /// <param name="source">Rectangle of the rows that will come, in canvas pixels.</param>
    /// <param name="scaleX">At most 1.</param>
    /// <param name="scaleY">At most 1.</param>
    public ResampleRows(PixelArea source, double scaleX, double scaleY)
    {
        (_scaleY, _y) = (scaleY, source.Top);
        Area = Scale(source, scaleX, scaleY);
        _sums = new Vector128<float>[Area.Width * Area.Height];
        _line = new Vector128<float>[Area.Width + 1];
        (_columns, _shares) = (new int[source.Width], new float[source.Width]);
        for (var x = 0; x < source.Width; x++)
        {
            var from = (source.Left + x) * scaleX;
            var column = (int)Math.Floor(from + 1e-9);
            _columns[x] = Math.Clamp(column - Area.Left, 0, Area.Width - 1);
            _shares[x] = (float)(Math.Min(scaleX, column + 1 - from));
        }
        ScaleX = (float)scaleX;
    }

    /// <summary>Rectangle of the result, in pixels of the reduced canvas.</summary>
    public PixelArea Area { get; }

    private float ScaleX { get; }

    /// <summary>The smallest rectangle of the reduced canvas that holds this one.</summary>
    public static PixelArea Scale(PixelArea area, double scaleX, double scaleY)
    {
        int left = (int)Math.Floor((area.Left * scaleX) + 1e-9), top = (int)Math.Floor((area.Top * scaleY) + 1e-9);
        int right = (int)Math.Ceiling((area.Right * scaleX) - 1e-9), bottom = (int)Math.Ceiling((area.Bottom * scaleY) - 1e-9);
        return new(left, top, Math.Max(1, right - left), Math.Max(1, bottom - top));
    }

    /// <summary>Takes the next row: four bytes a pixel, straight alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> row)
    {
        unchecked
        {
            var pixels = MemoryMarshal.Cast<byte, uint>(row);
            // the new pixel that is being filled and the one after it stay in registers: columns come one after the other
            Vector128<float> here = default, next = default;
            var column = 0;
            for (var x = 0; x < _columns.Length; x++)
            {
                if (_columns[x] != column)
                {
                    _line[column++] = here;
                    (here, next) = (next, default);
                }
                if (pixels[x] >> AlphaShift == 0) continue;
                var straight = Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(pixels[x]).AsByte())).AsInt32());
                var pixel = straight.WithElement(3, 1) * straight[3];
                here += pixel * _shares[x];
                next += pixel * (ScaleX - _shares[x]);
            }
            (_line[column], _line[column + 1]) = (here, next);
        }
        AddLine();
        _y++;
    }

    /// <summary>A row falls into one new row, or across the border of two.</summary>
    private void AddLine()
    {
        var from = _y * _scaleY;
        var row = (int)Math.Floor(from + 1e-9);
        var share = (float)Math.Min(_scaleY, row + 1 - from);
        AddLine(row - Area.Top, share);
        AddLine(row - Area.Top + 1, (float)_scaleY - share);
    }

    private void AddLine(int row, float share)
    {
        if (share <= 1e-6f || row < 0 || row >= Area.Height) return;
        var target = _sums.AsSpan(row * Area.Width, Area.Width);
        for (var x = 0; x < target.Length; x++) target[x] += _line[x] * share;
    }

    /// <summary>The reduced layer, when all rows have come.</summary>
    public RgbaImage ToImage()
    {
        var pixels = new byte[_sums.Length * 4];
        for (var i = 0; i < _sums.Length; i++)
        {
            var alpha = _sums[i][3];
            if (alpha < 0.5f) continue;
            for (var c = 0; c < 3; c++) pixels[(i * 4) + c] = (byte)Math.Clamp((_sums[i][c] / alpha) + 0.5f, 0, 255);
            pixels[(i * 4) + 3] = (byte)Math.Clamp(alpha + 0.5f, 0, 255);
        }
        return new(Area.Width, Area.Height, pixels);
    }
}
