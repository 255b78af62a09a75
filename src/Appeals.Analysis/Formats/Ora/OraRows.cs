using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>Rows of a plain PNG, unpacked as they are asked for.</summary>
/// <param name="file">The bytes that <paramref name="data"/> reads; no longer needed when this is disposed.</param>
/// <param name="whole">Where the picture lies.</param>
/// <param name="area">What of it is wanted.</param>
/// <param name="damaged">Called when the samples end before the picture does.</param>
internal sealed class OraRows(PooledBytes file, PngData data, PixelArea whole, PixelArea area, Action damaged, CancellationToken cancellationToken) : RowReader
{
    private readonly Inflater _inflater = new(data);
    private readonly int _length = data.Width * data.Channels;
    private PooledBytes _row = new(data.Width * data.Channels + 1);
    private PooledBytes _above = new(data.Width * data.Channels + 1);
    private int _y;
    private bool _isDamaged;

    public override void Read(Span<byte> rows)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_y < area.Top - whole.Top) Next();
        for (; rows.Length > 0; rows = rows[(area.Width * 4)..])
        {
            if (Next()) Show(rows[..(area.Width * 4)]);
            else rows[..(area.Width * 4)].Clear();
        }
    }

    private bool Next()
    {
        if (_isDamaged) return false;
        (_row, _above) = (_above, _row);
        if (_y++ == 0) _above.Span.Clear();
        if (_inflater.Read(_row.Span) == _length + 1 && PngFilters.Undo(_row.Span[0], _row.Span[1..], _above.Span[1..], data.Channels)) return true;
        _isDamaged = true;
        damaged();
        return false;
    }

    private void Show(Span<byte> target)
    {
        var samples = _row.Span.Slice(1 + (area.Left - whole.Left) * data.Channels, area.Width * data.Channels);
        if (data.Channels == 4) samples.CopyTo(target);
        else for (int i = 0, at = 0; i < target.Length; i += 4, at += 3) (target[i], target[i + 1], target[i + 2], target[i + 3]) = (samples[at], samples[at + 1], samples[at + 2], 255);
    }

    public override void Dispose()
    {
        base.Dispose();
        _inflater.Dispose();
        data.Dispose();
        file.Dispose();
        _row.Dispose();
        _above.Dispose();
    }
}
