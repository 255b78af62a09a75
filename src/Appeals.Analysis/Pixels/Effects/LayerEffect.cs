using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels.Effects;

/// <summary>Where an effect is drawn: under the layer, onto its pixels, or over it.</summary>
public enum EffectPlace { Beneath, Within, Above }

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

/// <summary>The layer's shape, moved and blurred, where the layer is not.</summary>
/// <param name="Spread">Share of the size by which the shape grows before it is blurred, in [0, 1].</param>
/// <param name="Conceals">The layer hides it, even where it is translucent.</param>
public sealed record DropShadow((byte R, byte G, byte B) Color, double X, double Y, double Size, double Spread, bool Conceals) : LayerEffect
{
    /// <summary>Standard deviation of the Gaussian for one pixel of size.</summary>
    private const double Deviation = 0.5;

    public override EffectPlace Place => EffectPlace.Beneath;
    public override int Reach => (int)Math.Ceiling(Math.Max(Math.Abs(X), Math.Abs(Y)) + Size * 2) + 2;
    public override LayerEffect Scaled(double scale) => this with { X = X * scale, Y = Y * scale, Size = Size * scale };

    internal override RowReader Open(Surface shape, PixelArea layer)
    {
        var coverage = ShapeCoverage.Moved(shape, (int)Math.Round(X), (int)Math.Round(Y));
        var grown = Size * Spread;
        if (grown > 0) coverage = ShapeCoverage.Grown(coverage, shape.Area, grown);
        var deviation = (Size - grown) * Deviation;
        if (deviation > 0.2) coverage = ShapeCoverage.Blurred(coverage, shape.Area, deviation);
        if (Conceals) ShapeCoverage.Outside(coverage, shape);
        return new CoverageRows(coverage, Color);
    }
}

public enum StrokePosition { Outside, Inside, Center }

/// <summary>A line of one colour along the layer's edge.</summary>
public sealed record EdgeStroke((byte R, byte G, byte B) Color, double Size, StrokePosition Position) : LayerEffect
{
    public override EffectPlace Place => EffectPlace.Above;
    public override int Reach => (int)Math.Ceiling(Size) + 1;
    public override LayerEffect Scaled(double scale) => this with { Size = Size * scale };

    internal override RowReader Open(Surface shape, PixelArea layer)
    {
        var alpha = ShapeCoverage.Moved(shape, 0, 0);
        var width = Position == StrokePosition.Center ? Size / 2 : Size;
        var result = new byte[alpha.Length];
        if (Position != StrokePosition.Inside)
        {
            var grown = ShapeCoverage.Grown(alpha, shape.Area, width);
            for (var i = 0; i < result.Length; i++) result[i] = BlendRows.Times(grown[i], (byte)(255 - alpha[i]));
        }
        if (Position != StrokePosition.Outside)
        {
            var rest = new byte[alpha.Length];
            for (var i = 0; i < rest.Length; i++) rest[i] = (byte)(255 - alpha[i]);
            var eaten = ShapeCoverage.Grown(rest, shape.Area, width);
            for (var i = 0; i < result.Length; i++) result[i] = Math.Max(result[i], BlendRows.Times(eaten[i], alpha[i]));
        }
        return new CoverageRows(result, Color);
    }
}
