using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels.Adjusting;

/// <summary>What an adjustment layer does to the colours beneath it. Knows nothing of its neighbours, so that it may be used at any size.</summary>
public abstract class Adjustment
{
    /// <summary>Changes the colours of pixels with straight alpha, and leaves alpha alone.</summary>
    public abstract void Apply(Span<byte> rgba);

    /// <summary>Brightness as Photoshop weighs it, in 0..255.</summary>
    protected static byte Luminance(byte r, byte g, byte b) => (byte)((30 * r + 59 * g + 11 * b + 50) / 100);
}

/// <summary>The rows beneath an adjustment layer as it would have them, opaque: mask, opacity and mode decide how much of that counts.</summary>
internal sealed class AdjustedRows(Surface beneath, PixelArea area, Adjustment adjustment) : RowReader
{
    private int _y = area.Top;

    public override void Read(Span<byte> rows)
    {
        for (var at = 0; at < rows.Length; at += area.Width * 4, _y++) beneath.Row(area, _y).CopyTo(rows.Slice(at, area.Width * 4));
        adjustment.Apply(rows);
        for (var i = 3; i < rows.Length; i += 4) rows[i] = 255;
    }
}
