using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Pixels;

/// <summary>Some rows of a layer on their way to what lies beneath.</summary>
internal sealed class RowBand : IDisposable
{
    private const int Length = 512 * 1024;

    private readonly Layer _layer;
    private readonly PixelArea _area;
    private readonly CompositeOperator _composite;
    private readonly byte _opacity;
    private readonly bool _fillIsSpecial;
    private readonly int _height;
    private readonly PooledBytes _pixels;
    private PooledBytes? _coverage;

    public RowBand(Layer layer, PixelArea area, CompositeOperator composite)
    {
        (_layer, _area, _composite) = (layer, area, composite);
        _fillIsSpecial = layer.Fill < 1 && layer.BlendMode is BlendMode.ColorBurn or BlendMode.LinearBurn or BlendMode.ColorDodge or BlendMode.LinearDodge
            or BlendMode.VividLight or BlendMode.LinearLight or BlendMode.HardMix or BlendMode.Difference;
        _opacity = (byte)Math.Round(255 * Math.Clamp(layer.Opacity * (_fillIsSpecial ? 1 : layer.Fill), 0, 1));
        _height = Math.Clamp(Length / (area.Width * 4), 1, area.Height);
        _pixels = new(_height * area.Width * 4);
    }

    /// <summary>Reads the next rows.</summary>
    /// <returns>How many.</returns>
    public int Load(RowReader rows, RowReader? mask, int y)
    {
        var count = (int)Math.Min(_height, _area.Bottom - y);
        rows.Read(_pixels.Span[..(count * _area.Width * 4)]);
        if (mask is null) return count;
        _coverage ??= new(_height * _area.Width);
        mask.Read(_coverage.Span[..(count * _area.Width)]);
        return count;
    }

    public void Draw(int row, int y, Span<byte> target)
    {
        var source = _pixels.Span.Slice(row * _area.Width * 4, _area.Width * 4);
        SourceOver.Cover(source, _coverage is null ? [] : _coverage.Span.Slice(row * _area.Width, _area.Width), _opacity);
        if (_fillIsSpecial) BlendRows.TowardsNeutral(source, _layer.BlendMode, _layer.Fill);
        if (_layer.BlendMode == BlendMode.Dissolve) BlendRows.Dissolve(source, _area.Left, y);
        var linear = _layer.Light == LightSpace.Linear;
        BlendRows.Mix(source, target, _layer, weighted: _composite is not (CompositeOperator.SourceAtop or CompositeOperator.LegacyAtop or CompositeOperator.Intersection));
        switch (_composite)
        {
            case CompositeOperator.SourceAtop when linear: LinearLight.Atop(source, target); break;
            case CompositeOperator.SourceAtop: BlendRows.Atop(source, target); break;
            case CompositeOperator.DestinationIn: BlendRows.DestinationIn(source, target); break;
            case CompositeOperator.DestinationOut: BlendRows.DestinationOut(source, target); break;
            case CompositeOperator.DestinationAtop: BlendRows.DestinationAtop(source, target); break;
            case CompositeOperator.LegacyAtop: BlendRows.LegacyAtop(source, target); break;
            case CompositeOperator.DestinationOver: BlendRows.DestinationOver(source, target); break;
            case CompositeOperator.ClipToLayer: BlendRows.ClipToLayer(source, target); break;
            case CompositeOperator.Intersection: BlendRows.Intersection(source, target); break;
            case CompositeOperator.SourceOver when linear: LinearLight.Over(source, target); break;
            default: SourceOver.Draw(source, target); break;
        }
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _coverage?.Dispose();
    }
}
