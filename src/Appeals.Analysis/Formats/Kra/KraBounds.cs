using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>
/// The smallest rectangle around what is painted, as Krita shows it; the file does not say. Only tiles at the rim are unpacked:
/// from each side inwards until one has paint.
/// </summary>
internal sealed class KraBounds : IDisposable
{
    private readonly KraTiles _tiles;
    private readonly KraPixelFormat _format;
    private readonly byte[] _outside;
    private readonly bool _byAlpha;
    private readonly CancellationToken _cancellationToken;
    private readonly PooledBytes _planes;
    private readonly PooledBytes _scratch;
    private readonly Dictionary<(int Column, int Row), PixelArea> _known = [];

    private KraBounds(KraTiles tiles, KraPixelFormat format, byte[] outside, bool byAlpha, CancellationToken cancellationToken)
    {
        (_tiles, _format, _outside, _byAlpha, _cancellationToken) = (tiles, format, outside, byAlpha, cancellationToken);
        _planes = new(TileRows.Side * TileRows.Side * tiles.PixelSize);
        _scratch = new(_planes.Length);
    }

    /// <summary>In pixels of the tiles, without the layer's offset; empty if nothing is painted.</summary>
    /// <param name="outside">The pixel outside all tiles.</param>
    /// <param name="byAlpha">Whether what has alpha is painted, by 8 bits of it; else what differs from the pixel outside.</param>
    public static PixelArea Of(KraTiles tiles, KraPixelFormat format, byte[] outside, bool byAlpha, CancellationToken cancellationToken)
    {
        if (tiles.Places.Count == 0) return default;
        using var bounds = new KraBounds(tiles, format, outside, byAlpha, cancellationToken);
        var left = bounds.Edge(place => place.Column, ascending: true, area => area.Left);
        if (left is null) return default;
        var right = bounds.Edge(place => place.Column, ascending: false, area => (int)-area.Right)!.Value;
        var top = bounds.Edge(place => place.Row, ascending: true, area => area.Top)!.Value;
        var bottom = bounds.Edge(place => place.Row, ascending: false, area => (int)-area.Bottom)!.Value;
        return new(left.Value, top, -right - left.Value, -bottom - top);
    }

    private int? Edge(Func<(int Column, int Row), int> line, bool ascending, Func<PixelArea, int> outermost)
    {
        var lines = _tiles.Places.GroupBy(line);
        foreach (var tiles in ascending ? lines.OrderBy(tiles => tiles.Key) : lines.OrderByDescending(tiles => tiles.Key))
        {
            var painted = tiles.Select(Painted).Where(area => !area.IsEmpty).ToList();
            if (painted.Count > 0) return painted.Min(outermost);
        }
        return null;
    }

    private PixelArea Painted((int Column, int Row) place)
    {
        if (_known.TryGetValue(place, out var known)) return known;
        _cancellationToken.ThrowIfCancellationRequested();
        var area = _tiles.Unpack(place, _planes.Span, _scratch.Span) == true ? Measure() : default;
        if (!area.IsEmpty) area = area with { Left = area.Left + place.Column * TileRows.Side, Top = area.Top + place.Row * TileRows.Side };
        _known.Add(place, area);
        return area;
    }

    private PixelArea Measure()
    {
        const int side = TileRows.Side;
        if (_byAlpha) _format.ToAlpha(_planes.Span, _scratch.Span[..(side * side)]);
        int left = side, right = 0, top = side, bottom = 0;
        for (var b = 0; b < (_byAlpha ? 1 : _tiles.PixelSize); b++)
        {
            var plane = _byAlpha ? _scratch.Span : _planes.Span.Slice(b * side * side, side * side);
            var empty = _byAlpha ? (byte)0 : _outside[b];
            for (var y = 0; y < side; y++)
            {
                var row = plane.Slice(y * side, side);
                var first = row.IndexOfAnyExcept(empty);
                if (first < 0) continue;
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOfAnyExcept(empty) + 1));
                (top, bottom) = (Math.Min(top, y), y + 1 > bottom ? y + 1 : bottom);
            }
        }
        return right > left ? new(left, top, right - left, bottom - top) : default;
    }

    public void Dispose()
    {
        _planes.Dispose();
        _scratch.Dispose();
    }
}
