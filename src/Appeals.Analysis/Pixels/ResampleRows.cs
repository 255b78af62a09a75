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
    private readonly float _scaleX;
    private readonly byte[] _pixels;
    /// <summary>Sums of the new row that is being filled and of the one after it: colours times alpha, and alpha.</summary>
    private Vector128<float>[] _here, _next;
    private readonly Vector128<float>[] _line;
    /// <summary>The row that came last: colours times alpha, and alpha.</summary>
    private readonly Vector128<float>[] _weighted;
    /// <summary>Of each new column, the first source column that lies in it from its beginning on.</summary>
    private readonly int[] _starts;
    /// <summary>How much of the source column before that one lies in it.</summary>
    private readonly float[] _shares;
    private int _y;
    private int _row;

    /// <param name="source">Rectangle of the rows that will come, in canvas pixels.</param>
    /// <param name="scaleX">At most 1.</param>
    /// <param name="scaleY">At most 1.</param>
    public ResampleRows(PixelArea source, double scaleX, double scaleY)
    {
        (_scaleX, _scaleY, _y) = ((float)scaleX, scaleY, source.Top);
        Area = Scale(source, scaleX, scaleY);
        _row = Area.Top;
        _pixels = new byte[Area.Width * Area.Height * 4];
        (_here, _next, _line) = (new Vector128<float>[Area.Width], new Vector128<float>[Area.Width], new Vector128<float>[Area.Width]);
        _weighted = new Vector128<float>[source.Width];
        (_starts, _shares) = (new int[Area.Width + 1], new float[Area.Width + 1]);
        for (var column = 0; column <= Area.Width; column++)
        {
            var from = ((Area.Left + column) / scaleX) - source.Left;
            var start = (int)Math.Ceiling(from - 1e-7);
            _starts[column] = Math.Clamp(start, 0, source.Width);
            _shares[column] = start <= 0 || start > source.Width ? 0 : (float)((start - from) * scaleX);
        }
    }

    /// <summary>Rectangle of the result, in pixels of the reduced canvas.</summary>
    public PixelArea Area { get; }

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
            var weighted = _weighted;
            for (var x = 0; x < weighted.Length; x++) weighted[x] = pixels[x] >> AlphaShift == 0 ? Vector128<float>.Zero : Weighted(pixels[x]);
            for (var column = 0; column < _line.Length; column++)
            {
                int from = _starts[column], to = _starts[column + 1];
                Vector128<float> whole = default;
                for (var x = from; x < to; x++) whole += weighted[x];
                whole *= _scaleX;
                // the source columns that cross its two borders
                if (_shares[column] > 0) whole += weighted[from - 1] * _shares[column];
                if (_shares[column + 1] > 0 && to > 0) whole -= weighted[to - 1] * _shares[column + 1];
                _line[column] = whole;
            }
        }
        AddLine();
        _y++;
    }

    /// <summary>Colours times alpha, and alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Weighted(uint pixel)
    {
        var straight = Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte())).AsInt32());
        return straight.WithElement(3, 1) * straight[3];
    }

    /// <summary>A row falls into one new row, or across the border of two.</summary>
    private void AddLine()
    {
        var from = _y * _scaleY;
        var row = (int)Math.Floor(from + 1e-9);
        while (_row < row) Finish();
        var share = (float)Math.Min(_scaleY, row + 1 - from);
        AddTo(_here, share);
        AddTo(_next, (float)_scaleY - share);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTo(Vector128<float>[] sums, float share)
    {
        if (share <= 1e-6f) return;
        for (var x = 0; x < sums.Length; x++) sums[x] += _line[x] * share;
    }

    /// <summary>Writes the row that is full, and goes on with the one after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish()
    {
        if (_row < Area.Bottom)
        {
            var target = MemoryMarshal.Cast<byte, uint>(_pixels.AsSpan((_row - Area.Top) * Area.Width * 4, Area.Width * 4));
            for (var x = 0; x < target.Length; x++)
            {
                var alpha = _here[x][3];
                if (alpha < 0.5f) continue;
                var color = Vector128.ConvertToInt32Native(Vector128.Min((_here[x] / alpha) + Vector128.Create(0.5f), Vector128.Create(255f)));
                target[x] = unchecked((uint)(color[0] | (color[1] << 8) | (color[2] << 16)) | ((uint)Math.Min(255, alpha + 0.5f) << AlphaShift));
            }
        }
        (_here, _next) = (_next, _here);
        Array.Clear(_next);
        _row++;
    }

    /// <summary>The reduced layer, when all rows have come.</summary>
    public RgbaImage ToImage()
    {
        while (_row < Area.Bottom) Finish();
        return new(Area.Width, Area.Height, _pixels);
    }
}
