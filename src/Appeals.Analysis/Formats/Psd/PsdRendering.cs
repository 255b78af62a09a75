using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// Says what of a layer the compositor will not show as Photoshop does. Text and smart objects are not among it:
/// Photoshop stores the pixels they make, and those are drawn.
/// </summary>
internal static class PsdRendering
{
    /// <summary>A fill that is made from its description, since it has no pixels, or has only those within a path that lets through more.</summary>
    public static bool IsDrawnFill(PsdRecord record)
    {
        var tags = record.Tags;
        if (tags is { SolidColor: null, Gradient: null }) return false;
        if (record.Area.IsEmpty) return tags is { HasVectorMask: false } or { Path: not null };
        return tags is { HasVectorMask: true, Path: not null, HasStroke: false } && record.Mask is { VectorDensity: < 255 } or { VectorFeather: > 0 };
    }

    /// <summary>Standard deviation of the soft edge that a feather of one pixel makes.</summary>
    public const double DeviationOfFeather = 1;

    private const double MostFeather = 1_000;
    private const long MostFeathered = 400_000_000;

    /// <summary>A soft edge takes two bytes for each pixel of the area and around it.</summary>
    public static bool CanFeather(double feather, PixelArea area)
    {
        if (!(feather <= MostFeather)) return false;
        var margin = 2L * FeatheredRows.MarginOf(feather * DeviationOfFeather);
        return (area.Width + margin) * (area.Height + margin) <= MostFeathered;
    }

    public static IEnumerable<Problem> Problems(Layer layer, PsdRecord record, PsdEffects effects, PsdHeader header) =>
        layer.Visible ? Unrendered(layer, record, effects, header).Select(wording => new Problem(ProblemCode.NotRendered, wording, Layer: layer.Id)) : [];

    private static IEnumerable<Wording> Unrendered(Layer layer, PsdRecord record, PsdEffects effects, PsdHeader header)
    {
        var tags = record.Tags;
        var key = (layer.IsGroup ? tags.SectionBlendKey : null) ?? record.BlendKey;
        if (!PsdBlendModes.IsKnown(key)) yield return Words.BlendMode;
        if (layer.BlendMode == BlendMode.Dissolve) yield return Words.Dissolve;
        if (layer.BlendMode is not (BlendMode.Normal or BlendMode.PassThrough) && header.ColorMode is PsdColorMode.Cmyk or PsdColorMode.Lab) yield return Words.BlendSpace;
        if (layer.Kind == LayerKind.Adjustment && tags.Adjustment is null) yield return Words.Adjustment;
        if (tags.HasFill && record.Area.IsEmpty && (tags.HasStroke || !IsDrawnFill(record))) yield return Words.FillLayer;
        if (effects.HasOthers) yield return Words.Effects;
        if (PsdMaskPlan.Of(record).Missing) yield return Words.VectorMask;
        if (!CanFeather(Math.Max(record.Mask?.Feather ?? 0, record.Mask?.VectorFeather ?? 0), new(0, 0, header.Width, header.Height))) yield return Words.Feather;
        if (record.HasBlendIf) yield return Words.BlendIf;
        if (tags.Knockout) yield return Words.Knockout;
    }
}
