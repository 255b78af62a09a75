using System.Globalization;
using System.Xml;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Ora;

/// <summary>An element <c>layer</c> or <c>stack</c> below the root stack.</summary>
/// <param name="Parent">Index of the stack around it, or -1.</param>
internal sealed record OraElement(bool IsStack, int Parent, IReadOnlyDictionary<string, string> Attributes)
{
    public string? this[string name] => Attributes.GetValueOrDefault(name);

    public int Integer(string name) => double.TryParse(this[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= int.MaxValue ? (int)value : 0;

    /// <summary>Some writers used the comma of their language.</summary>
    public double Opacity =>
        double.TryParse(this["opacity"]?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) ? Math.Clamp(value, 0, 1) : 1;
}

/// <summary>The file <c>stack.xml</c>: the canvas, and its elements in the order of the file, which is top first.</summary>
internal sealed class OraStack
{
    private const string Section = "OpenRaster stack.xml";

    public required OraElement Image { get; init; }
    public List<OraElement> Elements { get; } = [];

    public static OraStack Read(Stream xml, ReadLimits limits)
    {
        try
        {
            using var reader = BoundedXml.Open(xml, limits);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "image") throw Damaged();
            var stack = new OraStack { Image = new(false, -1, BoundedXml.AttributesOf(reader, limits)) };
            stack.ReadElements(reader, limits);
            return stack;
        }
        catch (XmlException exception)
        {
            throw Damaged(exception);
        }
    }

    private void ReadElements(XmlReader reader, ReadLimits limits)
    {
        var open = new Stack<int>();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "stack") open.TryPop(out _);
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName is not ("stack" or "layer")) continue;
            var empty = reader.IsEmptyElement;
            var isStack = reader.LocalName == "stack";
            // The outermost stack is the picture itself.
            var index = isStack && open.Count == 0 ? -1 : Add(reader, isStack, open, limits);
            if (isStack && !empty) open.Push(index);
            if (open.Count > limits.MaxNesting) throw new SourceFileException(ProblemCode.LimitExceeded, Words.NestedTooDeep, section: Section);
        }
    }

    private int Add(XmlReader reader, bool isStack, Stack<int> open, ReadLimits limits)
    {
        if (Elements.Count >= limits.MaxLayers) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, section: Section);
        Elements.Add(new(isStack, open.Count > 0 ? open.Peek() : -1, BoundedXml.AttributesOf(reader, limits)));
        return Elements.Count - 1;
    }

    private static SourceFileException Damaged(Exception? inner = null) => new(ProblemCode.Malformed, Words.BadStack, section: Section, inner: inner);
}
