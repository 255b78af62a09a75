using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>Rows of RGBA of a part of what other rows cover.</summary>
/// <param name="whole">What the rows cover.</param>
/// <param name="area">What of it is wanted.</param>
internal sealed class CroppedRows(RowReader rows, PixelArea whole, PixelArea area) : RowReader
{
    private readonly byte[] _row = new byte[whole.Width * 4];
    private int _y = whole.Top;

    public override void Read(Span<byte> target)
    {
        for (; _y < area.Top; _y++) rows.Read(_row);
        for (var at = 0; at < target.Length; at += area.Width * 4, _y++)
        {
            rows.Read(_row);
            _row.AsSpan((area.Left - whole.Left) * 4, area.Width * 4).CopyTo(target[at..]);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        rows.Dispose();
    }
}
