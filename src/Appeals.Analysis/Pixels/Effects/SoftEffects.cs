using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels.Effects;

/// <summary>The layer's shape, moved and blurred, beneath the layer.</summary>
/// <param name="Spread">Share of the size by which the shape grows before it is blurred, in [0, 1].</param>
/// <param name="Conceals">It does not show through the layer.</param>
public sealed record DropShadow((byte R, byte G, byte B) Color, double X, double Y, double Size, double Spread, bool Conceals) : LayerEffect
{
    public override EffectPlace Place => EffectPlace.Beneath;
    public override int Reach => (int)Math.Ceiling(Math.Max(Math.Abs(X), Math.Abs(Y)) + Size * 2) + 2;
    public override LayerEffect Scaled(double scale) => this with { X = X * scale, Y = Y * scale, Size = Size * scale };

    internal override RowReader Open(Surface shape, PixelArea layer) =>
        new CoverageRows(ShapeCoverage.Soft(ShapeCoverage.Moved(shape, (int)Math.Round(X), (int)Math.Round(Y)), shape.Area, Size, Spread), Color);
}

/// <summary>The blurred shadow of what is around the layer, on the layer.</summary>
/// <param name="Choke">Share of the size by which what is around grows before it is blurred, in [0, 1].</param>
public sealed record InnerShadow((byte R, byte G, byte B) Color, double X, double Y, double Size, double Choke) : LayerEffect
{
    public override EffectPlace Place => EffectPlace.Within;
    public override int Reach => (int)Math.Ceiling(Math.Max(Math.Abs(X), Math.Abs(Y)) + Size * 2) + 2;
    public override LayerEffect Scaled(double scale) => this with { X = X * scale, Y = Y * scale, Size = Size * scale };

    internal override RowReader Open(Surface shape, PixelArea layer)
    {
        var around = ShapeCoverage.Inverted(ShapeCoverage.Moved(shape, (int)Math.Round(X), (int)Math.Round(Y)));
        return new CoverageRows(ShapeCoverage.Soft(around, shape.Area, Size, Choke), Color);
    }
}

/// <summary>Light around the layer, or from its edge inwards: the blurred shape, or what is around it.</summary>
/// <param name="Range">What share of the blurred edge the light takes to fade away, in ]0, 1].</param>
public sealed record Glow((byte R, byte G, byte B) Color, double Size, double Spread, double Range, bool IsInner) : LayerEffect
{
    public override EffectPlace Place => IsInner ? EffectPlace.Within : EffectPlace.Beneath;
    public override int Reach => (int)Math.Ceiling(Size * 2) + 2;
    public override LayerEffect Scaled(double scale) => this with { Size = Size * scale };

    internal override RowReader Open(Surface shape, PixelArea layer)
    {
        var source = ShapeCoverage.Moved(shape, 0, 0);
        var coverage = ShapeCoverage.Soft(IsInner ? ShapeCoverage.Inverted(source) : source, shape.Area, Size, Spread);
        for (var i = 0; i < coverage.Length; i++) coverage[i] = (byte)Math.Min(255, Math.Round(coverage[i] / Range));
        return new CoverageRows(coverage, Color);
    }
}
