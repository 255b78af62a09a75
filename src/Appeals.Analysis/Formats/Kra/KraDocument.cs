using System.Globalization;
using System.Xml;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>An element <c>layer</c> or <c>mask</c> of <c>maindoc.xml</c>.</summary>
/// <param name="Parent">Index of the element it belongs to, or -1.</param>
internal sealed record KraElement(int Parent, IReadOnlyDictionary<string, string> Attributes)
{
    public string? this[string name] => Attributes.GetValueOrDefault(name);

    /// <summary>What it is; files of Krita 1 say <c>layertype</c>.</summary>
    public string Type => this["nodetype"] ?? this["layertype"] ?? "";
    public bool IsMask => Type.EndsWith("mask", StringComparison.Ordinal);
    public bool IsVisible => this["visible"] != "0";

    public int Integer(string name, int absent = 0) =>
        double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= int.MaxValue ? (int)value : absent;
}

/// <summary>The file <c>maindoc.xml</c>: the canvas, and its layers and masks in the order of the file, which is top first, a group before its children.</summary>
internal sealed class KraDocument
{
    public const string Section = "Krita maindoc.xml";

    public string? Application { get; private set; }
    public KraElement Image { get; private set; } = new(-1, new Dictionary<string, string>(StringComparer.Ordinal));
    public List<KraElement> Elements { get; } = [];
    /// <summary>The frame that an animation was saved at.</summary>
    public int CurrentTime { get; private set; }

    public static KraDocument Read(Stream xml, ReadLimits limits)
    {
        try
        {
            var document = new KraDocument();
            using var reader = BoundedXml.Open(xml, limits);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "DOC") throw Damaged();
            document.Application = CleanText.From(reader.GetAttribute("kritaVersion"), 40) is { Length: > 0 } version ? $"Krita {version}" : "Krita";
            if (!reader.ReadToDescendant("IMAGE", reader.NamespaceURI)) throw Damaged();
            document.Image = new(-1, BoundedXml.AttributesOf(reader, limits));
            if (!reader.IsEmptyElement) document.ReadElements(reader, limits);
            return document;
        }
        catch (XmlException exception)
        {
            throw Damaged(exception);
        }
    }

    /// <summary>Guides, palettes and the like follow the outermost list; they may hold elements of the same names.</summary>
    private void ReadElements(XmlReader reader, ReadLimits limits)
    {
        var open = new Stack<int>();
        var (lists, ended) = (0, false);
        while (reader.Read())
        {
            var name = reader.LocalName;
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                if (name is "layer" or "mask") open.TryPop(out _);
                else if (name is "layers" or "LAYERS") ended |= --lists <= 0;
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                if (name is "layers" or "LAYERS" && !reader.IsEmptyElement) lists++;
                else if (name == "currentTime") CurrentTime = int.TryParse(reader.GetAttribute("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0;
                else if (name is "layer" or "mask" && lists > 0 && !ended) Add(reader, open, limits);
            }
        }
    }

    private void Add(XmlReader reader, Stack<int> open, ReadLimits limits)
    {
        if (Elements.Count >= limits.MaxLayers) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, section: Section);
        if (open.Count > limits.MaxNesting) throw new SourceFileException(ProblemCode.LimitExceeded, Words.NestedTooDeep, section: Section);
        var empty = reader.IsEmptyElement;
        Elements.Add(new(open.Count > 0 ? open.Peek() : -1, BoundedXml.AttributesOf(reader, limits)));
        if (!empty) open.Push(Elements.Count - 1);
    }

    public static SourceFileException Damaged(Exception? inner = null) => new(ProblemCode.Malformed, Words.BadStack, section: Section, inner: inner);
}
