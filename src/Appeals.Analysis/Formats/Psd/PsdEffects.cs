using Appeals.Analysis.Pixels.Effects;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// "Object-based effects layer info": drop shadows, strokes of one colour, colour and gradient overlays. A list of several of a kind has
/// another name than a single one. Beneath stands what is drawn first.
/// </summary>
internal sealed class PsdEffects
{
    private const double LargestSize = 500, LargestDistance = 30_000;
    private static readonly (string One, string Many)[] Kinds =
        [("DrSh", "dropShadowMulti"), ("GrFl", "gradientFillMulti"), ("SoFi", "solidFillMulti"), ("FrFX", "frameFXMulti")];

    private readonly List<LayerEffect> _drawn = [];

    public IReadOnlyList<LayerEffect> Drawn => _drawn;
    /// <summary>Something is switched on that is not drawn.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>How far beyond the layer's pixels what is not drawn may reach.</summary>
    public int OtherReach { get; private set; }

    /// <param name="canDraw">The canvas is not too large for it.</param>
    /// <param name="globalAngle">Of the light that effects of a document may share, in degrees.</param>
    public static PsdEffects Of(PsdTags tags, double globalAngle, bool canDraw)
    {
        var effects = new PsdEffects();
        if (!canDraw || tags is not { HasEffects: true, Effects: { } all })
        {
            effects.HasOthers = tags.HasEffects;
            effects.OtherReach = tags.HasEffects ? (int)LargestSize : 0;
            return effects;
        }
        foreach (var (one, many) in Kinds)
        {
            var listed = (all.Items.GetValueOrDefault(many) as List<object> ?? []).OfType<PsdDescriptor>().Reverse().ToList();
            if (listed.Count == 0 && all.Child(one) is { } single) listed.Add(single);
            foreach (var effect in listed.Where(effect => effect.Flag("enab") == true)) effects.Add(one, effect, globalAngle);
        }
        foreach (var (key, value) in all.Items)
            if (!Array.Exists(Kinds, kind => key == kind.One || key == kind.Many)) effects.Leave(value);
        effects.HasOthers |= tags.Fill < 255 && effects._drawn.Exists(effect => effect.Place == EffectPlace.Within);
        return effects;
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
            "DrSh" => Shadow(effect, globalAngle),
            "FrFX" => Stroke(effect),
            "SoFi" => effect.Child("Clr ")?.Color() is { } color ? new Overlay((_, _) => new PlainRows(color)) : null,
            _ => PsdGradient.Of(effect) is { } gradient ? new Overlay((layer, area) => new PsdGradientRows(gradient, layer, area)) : (LayerEffect?)null,
        };
        if (drawn is null || !PsdBlendModes.TryGetWord(effect.Word("Md  "), out var mode)) Leave(effect);
        else _drawn.Add(drawn with { BlendMode = mode, Opacity = Math.Clamp((effect.Number("Opct") ?? 100) / 100, 0, 1) });
    }

    private static DropShadow? Shadow(PsdDescriptor effect, double globalAngle)
    {
        if (effect.Child("Clr ")?.Color() is not { } color) return null;
        var angle = (effect.Flag("uglg") == true ? globalAngle : effect.Number("lagl") ?? globalAngle) * Math.PI / 180;
        double distance = Math.Clamp(effect.Number("Dstn") ?? 0, 0, LargestDistance), size = Size(effect.Number("blur"));
        return new((color.R, color.G, color.B), -Math.Cos(angle) * distance, Math.Sin(angle) * distance, size, Math.Clamp((effect.Number("Ckmt") ?? 0) / 100, 0, 1), effect.Flag("layerConceals") != false);
    }

    private static EdgeStroke? Stroke(PsdDescriptor effect)
    {
        if (effect.Word("PntT") is not (null or "SClr") || effect.Child("Clr ")?.Color() is not { } color) return null;
        var position = effect.Word("Styl") switch { "InsF" => StrokePosition.Inside, "CtrF" => StrokePosition.Center, _ => StrokePosition.Outside };
        return new((color.R, color.G, color.B), Size(effect.Number("Sz  ")), position);
    }

    private static double Size(double? value) => Math.Clamp(value ?? 0, 0, LargestSize);
}
