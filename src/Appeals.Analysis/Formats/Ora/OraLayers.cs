using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>Turns the elements of <c>stack.xml</c> into layers, bottom to top, and finds their PNGs. A missing one costs its layer.</summary>
internal sealed class OraLayers(BoundedZip zip, ReadLimits limits)
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);
    private long _pixels;

    public IReadOnlyList<Layer> Layers => _layers;
    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;
    public List<Problem> Problems { get; } = [];
    /// <summary>The deepest of all layers.</summary>
    public int Depth { get; private set; } = 8;

    /// <summary>The file's order turned round has children before their group and the bottom first.</summary>
    public OraLayers Build(OraStack stack, CancellationToken cancellationToken)
    {
        for (var i = stack.Elements.Count - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var element = stack.Elements[i];
            _layers.Add(ToLayer(element, IdOf(i, stack), element.Parent < 0 ? null : IdOf(element.Parent, stack)));
        }
        return this;
    }

    private static string IdOf(int index, OraStack stack) => (stack.Elements.Count - index).ToString(CultureInfo.InvariantCulture);

    private Layer ToLayer(OraElement element, string id, string? parent)
    {
        var known = OraBlendModes.TryGet(element["composite-op"] ?? "svg:src-over", out var mode, out var composite, out var name);
        var visible = element["visibility"] != "hidden";
        if (!known && visible) Problems.Add(new(ProblemCode.NotRendered, Words.BlendMode, Layer: id, Section: "OpenRaster composite-op"));
        if (element.IsStack && IsThrough(element, mode, composite)) (mode, name) = (BlendMode.PassThrough, "pass-through");
        return new()
        {
            Id = id,
            Parent = parent,
            Kind = element.IsStack ? LayerKind.Group : LayerKind.Pixel,
            Name = CleanText.From(element["name"], limits.MaxNameLength),
            Area = element.IsStack ? default : AreaOf(element, id),
            Opacity = element.Opacity,
            BlendMode = mode,
            BlendName = name,
            Operator = composite,
            Visible = visible,
            Locked = element["edit-locked"] == "true",
        };
    }

    /// <summary>A stack is isolated if it says so, or if its own opacity or mode needs it.</summary>
    private static bool IsThrough(OraElement stack, BlendMode mode, CompositeOperator composite) =>
        stack["isolation"] != "isolate" && stack.Opacity >= 1 && mode == BlendMode.Normal && composite == CompositeOperator.SourceOver;

    private PixelArea AreaOf(OraElement element, string id)
    {
        try
        {
            var entry = zip.Find(element["src"] ?? "") ?? throw new SourceFileException(ProblemCode.Malformed, Words.LayerPicture, section: "OpenRaster layer data");
            var (width, height, depth) = OraPicture.Measure(zip, entry, limits);
            if ((_pixels += (long)width * height) > limits.MaxTotalPixels) throw new SourceFileException(ProblemCode.LimitExceeded, Words.LayerTooLarge, entry.Offset, "OpenRaster layer data");
            Depth = Math.Max(Depth, depth);
            _entries.Add(id, entry);
            return new(element.Integer("x"), element.Integer("y"), width, height);
        }
        catch (SourceFileException refusal)
        {
            Problems.Add(refusal.ToProblem(id));
            return default;
        }
    }
}
