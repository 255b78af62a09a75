using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Evaluation.Forging;
using Appeals.Evaluation.Painting;
using Appeals.Evaluation.Publishing;
using Appeals.Evaluation.Writing;

namespace Appeals.Evaluation;

/// <summary>What the truth is about a file.</summary>
internal enum Nature
{
    /// <summary>Painted by hand on several layers.</summary>
    Genuine,
    /// <summary>Painted by hand, but one layer shows it all: nothing can be told, and nothing may be held against it.</summary>
    OneLayer,
    /// <summary>Honest painters and generators both make such files.</summary>
    Ambiguous,
    /// <summary>Made from a flat picture.</summary>
    Forged,
}

/// <summary>A source file and a published picture, and what is true of them.</summary>
/// <param name="Source">The file's bytes.</param>
/// <param name="Flat">What its layers make, or what the forger had.</param>
internal sealed record Sample(Kind Kind, int Seed, byte[] Source, RgbaImage Flat, IReadOnlyList<string> Declared, Publication Published);

/// <summary>One way in which files come about.</summary>
internal sealed record Kind(string Name, Nature Nature, Func<Random, Drawn> Draw)
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        .. Painted("cel", Styles.Cel), .. Painted("oil", Styles.Oil), .. Painted("wash", Styles.Wash), .. Painted("sketchy", Styles.Sketchy),
        Honest("local-ai", Works.LocalAi), Honest("hidden-merged", Works.HiddenMerged), Honest("paint-over", Works.PaintOver), Honest("flats-by-region", Works.FlatsByRegion),
        Honest("retouched", Works.Retouched), Honest("empty-left", Works.EmptyLeft), Honest("soft-glow", Works.SoftGlow),
        Honest("one-layer-oil", static hand => Works.OneLayer(hand, Styles.Oil), Nature.OneLayer), Honest("one-layer-cel", static hand => Works.OneLayer(hand, Styles.Cel), Nature.OneLayer),
        Honest("visible-merged", Works.VisibleMerged, Nature.OneLayer),
        Made("decomposed", Ambiguous.Decomposed, Nature.Ambiguous), Made("single-layer", Ambiguous.SingleLayer, Nature.Ambiguous), new("flat-only", Nature.Ambiguous, static random => new(null, FlatPicture.Find(random).Image)),
        Made("empty-layers", Forgeries.EmptyLayers), Made("faint-layers", Forgeries.FaintLayers), Made("pasted-over", Forgeries.PastedOver), Made("under-faint-strokes", Forgeries.UnderFaintStrokes),
        Made("duplicates", Forgeries.Duplicates), Made("opacity-stack", Forgeries.OpacityStack), Made("blur-stages", Forgeries.BlurStages), Made("poster-stages", Forgeries.PosterStages),
        Made("frequency-separation", Forgeries.FrequencySeparation), Made("channel-split", Forgeries.ChannelSplit), Made("dodge-and-burn", Forgeries.DodgeAndBurn), Made("back-dated", Forgeries.BackDated),
        Made("traced-sketch", Forgeries.TracedSketch), Made("other-work", Forgeries.OtherWork), Made("stored-lies", Forgeries.StoredLies), Made("stripped-label", Forgeries.StrippedLabel),
        Made("colour-slices", Forgeries.ColorSlices), Made("luminance-slices", Forgeries.LuminanceSlices), Made("grid-slices", Forgeries.GridSlices), Made("grown-slices", Forgeries.GrownSlices),
        Made("inpainted-slices", Forgeries.InpaintedSlices), Made("soft-mattes", Forgeries.SoftMattes), Made("textured-slices", Forgeries.TexturedSlices), Made("diffused-slices", Forgeries.DiffusedSlices), Made("extended-slices", Forgeries.ExtendedSlices), Made("overlapping-patches", Forgeries.OverlappingPatches),
        Made("stroke-cuts", Forgeries.StrokeCuts), Made("lent-underpainting", Forgeries.LentUnderpainting), Made("staged-generations", Forgeries.StagedGenerations),
        Made("hue-layers", Forgeries.HueLayers), Made("strokes-over", Forgeries.StrokesOver, published: true),
        Made("automatic-line-art", Forgeries.AutomaticLineArt), Made("program-strokes", Forgeries.ProgramStrokes),
    ];

    /// <param name="transform">How it is published; null for one that the seed chooses.</param>
    public Sample Make(int seed, string? transform = null)
    {
        var number = 0;
        foreach (var letter in Name) number = ((number * 31) + letter) % 1_000_003;
        var random = new Random((seed * 1009) + number);
        var drawn = Draw(random);
        var source = drawn.File is null ? ImageCodec.EncodePng(drawn.Flat!) : drawn.File.IsSimple && seed % 4 == 0 ? OraWriter.Write(drawn.File) : PsdWriter.Write(drawn.File);
        var flat = drawn.Flat ?? Render(source);
        transform ??= Publication.Transforms[(seed + number) % Publication.Transforms.Count];
        return new(this, seed, source, flat, drawn.File?.Declared ?? [], Publication.Of(flat, transform, random));
    }

    private static RgbaImage Render(byte[] source)
    {
        using var file = LayeredFile.Open(new MemoryStream(source), ReadLimits.Default, CancellationToken.None);
        return Compositor.Render(file, new(), CancellationToken.None);
    }

    private static Kind[] Painted(string name, Func<Hand, bool, List<PaintedLayer>> style) =>
        [Honest(name + "-many", hand => Works.Many(hand, style)), Honest(name + "-few", hand => Works.Few(hand, style))];

    private static Kind Honest(string name, Func<Hand, PaintedFile> paint, Nature nature = Nature.Genuine) =>
        new(name, nature, random => new(paint(new(Scenes.Invent(random), random)), null));

    private static Kind Made(string name, Func<FlatPicture, Random, PaintedFile> make, Nature nature = Nature.Forged, bool published = false) => new(name, nature, random =>
    {
        var flat = FlatPicture.Find(random);
        var file = make(flat, random);
        // the decomposer's own picture is what its layers make, as is that of one who works on before publishing
        return new(file, nature == Nature.Ambiguous || published ? null : flat.Image);
    });
}

/// <param name="File">Null for a flat picture alone.</param>
/// <param name="Flat">What is published; null for what the layers make.</param>
internal sealed record Drawn(PaintedFile? File, RgbaImage? Flat);
