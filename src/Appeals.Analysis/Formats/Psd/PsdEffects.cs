using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Effects;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// "Object-based effects layer info": shadows, glows, strokes, colour and gradient overlays. A list of several of a kind has
/// another name than a single one. Beneath stands what is drawn first.
/// </summary>
internal sealed class PsdEffects
{
    private const double LargestSize = 500, LargestDistance = 30_000, MostNoise = 5;
    private const string AcrossTheLine = "shapeburst";
    private static readonly (string One, string Many)[] Kinds =
        [("DrSh", "dropShadowMulti"), ("OrGl", ""), ("GrFl", "gradientFillMulti"), ("SoFi", "solidFillMulti"), ("IrGl", ""), ("IrSh", "innerShadowMulti"), ("FrFX", "frameFXMulti")];

    private readonly List<LayerEffect> _drawn = [];

    public IReadOnlyList<LayerEffect> Drawn => _drawn;
    /// <summary>Something is switched on that is not drawn.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>How far beyond the layer's pixels what is not drawn may reach.</summary>
    public int OtherReach { get; private set; }

    /// <param name="canDraw">The canvas is not too large for it.</param>
    /// <param name="isBase">Another layer is clipped to it.</param>
    /// <param name="globalAngle">Of the light that effects of a document may share, in degrees.</param>
    public static PsdEffects Of(PsdTags tags, double globalAngle, bool canDraw, bool isBase)
    {
        var effects = new PsdEffects();
        if (!canDraw || tags is not { HasEffects: true, Effects: { } all })
        {
            if (canDraw && isBase) effects.AddShapeStroke(tags);
            effects.HasOthers |= tags.HasEffects;
            effects.OtherReach = tags.HasEffects ? (int)LargestSize : 0;
            return effects;
        }
        foreach (var (one, many) in Kinds)
        {
            if (one == "FrFX" && (isBase || effects._drawn.Exists(effect => effect.Place == EffectPlace.Within))) effects.AddShapeStroke(tags);
            var listed = (all.Items.GetValueOrDefault(many) as List<object> ?? []).OfType<PsdDescriptor>().Reverse().ToList();
            if (listed.Count == 0 && all.Child(one) is { } single) listed.Add(single);
            foreach (var effect in listed.Where(effect => effect.Flag("enab") == true)) effects.Add(one, effect, globalAngle);
        }
        foreach (var (key, value) in all.Items)
            if (!Array.Exists(Kinds, kind => key == kind.One || key == kind.Many)) effects.Leave(value);
        effects.HasOthers |= tags is { Fill: < 255, BlendInteriorAsGroup: true } && effects._drawn.Exists(effect => effect.Place == EffectPlace.Within);
        return effects;
    }

    /// <summary>"Vector stroke data": of a solid line of one colour.</summary>
    private void AddShapeStroke(PsdTags tags)
    {
        if (tags is not { HasStroke: true, Stroke: { } stroke }) return;
        var position = stroke.Word("strokeStyleLineAlignment") switch
        {
            "strokeStyleAlignInside" => StrokePosition.Inside,
            "strokeStyleAlignOutside" => StrokePosition.Outside,
            _ => StrokePosition.Center,
        };
        var isPlain = stroke.Items.GetValueOrDefault("strokeStyleLineDashSet") is not List<object> { Count: > 0 } && PsdBlendModes.TryGetWord(stroke.Word("strokeStyleBlendMode"), out _);
        if (!isPlain || tags.Path is not { } path || stroke.Child("strokeStyleContent")?.Child("Clr ")?.Color() is not { } color) HasOthers = true;
        else _drawn.Add(new ShapeStroke(new((color.R, color.G, color.B), Size(stroke.Number("strokeStyleLineWidth")), position), area => new PathRows(path, area, 1)) { Opacity = Math.Clamp((stroke.Number("strokeStyleOpacity") ?? 100) / 100, 0, 1) });
    }

    private void Leave(object value)
    {
        if (value is List<object> several) several.ForEach(Leave);
        if (value is not PsdDescriptor effect || effect.Flag("enab") != true) return;
        HasOthers = true;
        var reach = Math.Clamp(effect.Number("Dstn") ?? 0, 0, LargestDistance) + 2 * Size(effect.Number("blur") ?? effect.Number("Sz  ")) + 2;
        OtherReach = Math.Max(OtherReach, (int)Math.Ceiling(reach));
    }

    private void Add(string kind, PsdDescriptor effect, double globalAngle)
    {
        var drawn = kind switch
        {
            "DrSh" => DropShadow(effect, globalAngle),
            "IrSh" => InnerShadow(effect, globalAngle),
            "OrGl" or "IrGl" => Glow(effect, isInner: kind == "IrGl"),
            "FrFX" => Stroke(effect),
            "SoFi" => effect.Child("Clr ")?.Color() is { } color ? new Overlay((_, _) => new PlainRows(color)) : null,
            _ => PsdGradient.Of(effect) is { } gradient ? new Overlay((layer, area) => new PsdGradientRows(gradient, layer, area)) : (LayerEffect?)null,
        };
        var isKnown = PsdBlendModes.TryGetWord(effect.Word("Md  "), out var mode);
        // where a gradient begins along a line is known to half a pixel
        if (drawn is null or EdgeStroke { Colors: not null } || !isKnown) Leave(effect);
        if (drawn is not null && isKnown) _drawn.Add(drawn with { BlendMode = mode, Opacity = Math.Clamp((effect.Number("Opct") ?? 100) / 100, 0, 1) });
    }

    private static DropShadow? DropShadow(PsdDescriptor effect, double globalAngle)
    {
        if (!IsPlain(effect) || effect.Child("Clr ")?.Color() is not { } color) return null;
        var (x, y) = Offset(effect, globalAngle);
        return new((color.R, color.G, color.B), x, y, Size(effect.Number("blur")), Share(effect.Number("Ckmt") ?? 0), effect.Flag("layerConceals") != false);
    }

    private static InnerShadow? InnerShadow(PsdDescriptor effect, double globalAngle)
    {
        if (!IsPlain(effect) || effect.Child("Clr ")?.Color() is not { } color) return null;
        var (x, y) = Offset(effect, globalAngle);
        return new((color.R, color.G, color.B), x, y, Size(effect.Number("blur")), Share(effect.Number("Ckmt") ?? 0));
    }

    /// <summary>The soft kind, of one colour, and from the edge if it is within.</summary>
    private static Glow? Glow(PsdDescriptor effect, bool isInner)
    {
        var isSoft = effect.Word("GlwT") is null or "SfBL" && effect.Word("glwS") is null or "SrcE";
        if (!isSoft || !IsPlain(effect) || effect.Child("Clr ")?.Color() is not { } color) return null;
        return new((color.R, color.G, color.B), Size(effect.Number("blur")), Share(effect.Number("Ckmt") ?? 0), Math.Max(0.01, Share(effect.Number("Inpr") ?? 50)), isInner);
    }

    private static (double X, double Y) Offset(PsdDescriptor effect, double globalAngle)
    {
        var angle = (effect.Flag("uglg") == true ? globalAngle : effect.Number("lagl") ?? globalAngle) * Math.PI / 180;
        var distance = Math.Clamp(effect.Number("Dstn") ?? 0, 0, LargestDistance);
        return (-Math.Cos(angle) * distance, Math.Sin(angle) * distance);
    }

    /// <summary>Its softness falls off along no other curve than a straight one, and is not scattered.</summary>
    private static bool IsPlain(PsdDescriptor effect) =>
        !(effect.Number("Nose") > MostNoise) && (effect.Child("TrnS")?.Items.GetValueOrDefault("Crv ") as List<object> ?? []).OfType<PsdDescriptor>().All(point => point.Number("Hrzn") == point.Number("Vrtc"));

    private static double Share(double percent) => Math.Clamp(percent / 100, 0, 1);

    private static EdgeStroke? Stroke(PsdDescriptor effect)
    {
        var position = effect.Word("Styl") switch { "InsF" => StrokePosition.Inside, "CtrF" => StrokePosition.Center, _ => StrokePosition.Outside };
        var size = Size(effect.Number("Sz  "));
        if (effect.Word("PntT") is null or "SClr") return effect.Child("Clr ")?.Color() is { } color ? new((color.R, color.G, color.B), size, position) : null;
        // a gradient across the line, and not across the layer, is described by the same keys
        if (effect.Word("PntT") != "GrFl" || effect.Word("Type") is AcrossTheLine || PsdGradient.Of(effect) is not { } gradient) return null;
        return new(default, size, position, (layer, area) => new PsdGradientRows(gradient, layer, area));
    }

    private static double Size(double? value) => Math.Clamp(value ?? 0, 0, LargestSize);
}
