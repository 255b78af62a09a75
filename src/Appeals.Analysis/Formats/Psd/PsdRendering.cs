using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// Says what of a layer the compositor will not show as Photoshop does. Text and smart objects are not among it:
/// Photoshop stores the pixels they make, and those are drawn.
/// </summary>
internal static class PsdRendering
{
    /// <summary>A fill of one colour that is not bounded by a path.</summary>
    public static bool IsPlainFill(PsdRecord record) => record.Tags is { SolidColor: not null, HasVectorMask: false };

    public static IEnumerable<Problem> Problems(Layer layer, PsdRecord record, PsdHeader header) =>
        layer.Visible ? Unrendered(layer, record, header).Select(wording => new Problem(ProblemCode.NotRendered, wording, Layer: layer.Id)) : [];

    /// <summary>Photoshop stores a vector mask as pixels too, alone (bit 3) or joined with the layer's own mask; each density then counts apart.</summary>
    private static bool IsVectorMaskStored(PsdRecord record) =>
        record.Mask is { Density: null } mask && record.Channel(-2) is not null && (record.Channel(-3) is not null || (mask.Flags & 8) != 0);

    private static IEnumerable<Wording> Unrendered(Layer layer, PsdRecord record, PsdHeader header)
    {
        var tags = record.Tags;
        var key = (layer.IsGroup ? tags.SectionBlendKey : null) ?? record.BlendKey;
        if (!PsdBlendModes.IsKnown(key)) yield return Words.BlendMode;
        if (layer.BlendMode == BlendMode.Dissolve) yield return Words.Dissolve;
        if (layer.BlendMode is not (BlendMode.Normal or BlendMode.PassThrough) && (header.IsLinear || header.ColorMode is PsdColorMode.Cmyk or PsdColorMode.Lab)) yield return Words.BlendSpace;
        if (layer.Kind == LayerKind.Adjustment) yield return Words.Adjustment;
        if (tags.HasFill && record.Area.IsEmpty && !IsPlainFill(record)) yield return Words.FillLayer;
        if (tags.HasEffects) yield return Words.Effects;
        if (tags.HasVectorMask && !tags.HasFill && !IsVectorMaskStored(record)) yield return Words.VectorMask;
        if (record.Mask is { Disabled: false, Feather: > 0 }) yield return Words.Feather;
        if (record.HasBlendIf) yield return Words.BlendIf;
        if (tags.Knockout) yield return Words.Knockout;
        if (tags.BlendClippedApart) yield return Words.ClippedApart;
    }
}
