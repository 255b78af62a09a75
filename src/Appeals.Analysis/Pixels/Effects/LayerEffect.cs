using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels.Effects;

/// <summary>Where an effect is drawn: under the layer, onto what lies around it, onto its pixels, or over it.</summary>
public enum EffectPlace { Beneath, Around, Within, Above }

/// <summary>Something that an application adds to a layer from the layer's shape. Lengths are canvas pixels.</summary>
public abstract record LayerEffect
{
    public BlendMode BlendMode { get; init; }
    /// <summary>In [0, 1].</summary>
    public double Opacity { get; init; } = 1;
    public abstract EffectPlace Place { get; }
    /// <summary>How far its look depends on what lies beside, or it reaches beyond the layer's pixels.</summary>
    public abstract int Reach { get; }

    /// <summary>For a canvas of another size.</summary>
    public abstract LayerEffect Scaled(double scale);

    /// <summary>RGBA of the effect over the whole area of the shape.</summary>
    /// <param name="shape">The layer's pixels and mask, and <see cref="Reach"/> around them.</param>
    /// <param name="layer">Where the layer itself lies.</param>
    internal abstract RowReader Open(Surface shape, PixelArea layer);
}

/// <summary>A colour or a gradient over all that the layer covers.</summary>
/// <param name="Colors">Opens the colours over an area, for a layer that lies in another.</param>
public sealed record Overlay(Func<PixelArea, PixelArea, RowReader> Colors) : LayerEffect
{
    public override EffectPlace Place => EffectPlace.Within;
    public override int Reach => 0;
    public override LayerEffect Scaled(double scale) => this;
    internal override RowReader Open(Surface shape, PixelArea layer) => Colors(layer, shape.Area);
}

public enum StrokePosition { Outside, Inside, Center }

/// <summary>A line of one colour along the layer's edge, or of the colours of a gradient.</summary>
/// <param name="Colors">Opens colours over an area, for a layer that lies in another; instead of the one colour.</param>
public sealed record EdgeStroke((byte R, byte G, byte B) Color, double Size, StrokePosition Position, Func<PixelArea, PixelArea, RowReader>? Colors = null) : LayerEffect
{
    /// <summary>What lies inside covers just what the layer does; what lies outside shows as far as the layer does not.</summary>
    public override EffectPlace Place => Position switch { StrokePosition.Inside => EffectPlace.Within, StrokePosition.Outside => EffectPlace.Around, _ => EffectPlace.Above };
    public override int Reach => (int)Math.Ceiling(Size) + 1;
    public override LayerEffect Scaled(double scale) => this with { Size = Size * scale };

    internal override RowReader Open(Surface shape, PixelArea layer) => Open(shape, layer, isLetFree: Place != EffectPlace.Around);

    /// <param name="isLetFree">What lies outside is drawn only as far as the shape does not cover.</param>
    internal RowReader Open(Surface shape, PixelArea layer, bool isLetFree)
    {
        var alpha = ShapeCoverage.Moved(shape, 0, 0);
        var width = Position == StrokePosition.Center ? Size / 2 : Size;
        var result = new byte[alpha.Length];
        if (Position != StrokePosition.Inside)
        {
            var grown = ShapeCoverage.Grown(alpha, shape.Area, width);
            for (var i = 0; i < result.Length; i++) result[i] = isLetFree ? BlendRows.Times(grown[i], (byte)(255 - alpha[i])) : grown[i];
        }
        if (Position != StrokePosition.Outside)
        {
            var rest = new byte[alpha.Length];
            for (var i = 0; i < rest.Length; i++) rest[i] = (byte)(255 - alpha[i]);
            var eaten = ShapeCoverage.Grown(rest, shape.Area, width);
            for (var i = 0; i < result.Length; i++) result[i] = Math.Max(result[i], Position == StrokePosition.Inside ? eaten[i] : BlendRows.Times(eaten[i], alpha[i]));
        }
        if (Colors is null) return new CoverageRows(result, Color);
        return new CoveredRows(Colors(layer.Around(Position == StrokePosition.Inside ? 0 : (int)Math.Round(width)), shape.Area), result);
    }
}

/// <summary>A stroke that is part of a shape's own pixels: it stays above what is drawn onto these.</summary>
/// <param name="Line">The stroke, where the shape is what the path encloses.</param>
/// <param name="Path">Opens how far the path encloses an area.</param>
public sealed record ShapeStroke(EdgeStroke Line, Func<PixelArea, RowReader> Path) : LayerEffect
{
    public override EffectPlace Place => EffectPlace.Within;
    public override int Reach => Line.Reach;
    public override LayerEffect Scaled(double scale) => this with { Line = (EdgeStroke)Line.Scaled(scale) };

    internal override RowReader Open(Surface shape, PixelArea layer)
    {
        using var enclosed = new Surface(shape.Area);
        using var rows = Path(shape.Area);
        var coverage = new byte[shape.Area.Width];
        for (var y = shape.Area.Top; y < shape.Area.Bottom; y++)
        {
            rows.Read(coverage);
            var row = enclosed.Row(shape.Area, y);
            for (var x = 0; x < coverage.Length; x++) row[x * 4 + 3] = coverage[x];
        }
        return Line.Open(enclosed, layer, isLetFree: true);
    }
}
