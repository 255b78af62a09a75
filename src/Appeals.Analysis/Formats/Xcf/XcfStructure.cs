using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Xcf;

/// <summary>The picture's header, properties and layers, in the order of the file, which is top first. A layer that cannot be read costs itself.</summary>
internal sealed class XcfStructure
{
    private XcfStructure(XcfHeader header, XcfProperties properties) => (Header, Properties) = (header, properties);

    public XcfHeader Header { get; }
    public XcfProperties Properties { get; }
    public List<XcfItem> Items { get; } = [];
    public List<Problem> Problems { get; } = [];

    public static XcfStructure Read(ByteReader reader, ReadLimits limits, CancellationToken cancellationToken)
    {
        var header = XcfHeader.Read(reader, limits);
        reader.Section = "XCF image properties";
        var structure = new XcfStructure(header, XcfProperties.Read(reader, header, limits));
        structure.ReadLayers(reader, limits, cancellationToken);
        return structure;
    }

    private void ReadLayers(ByteReader reader, ReadLimits limits, CancellationToken cancellationToken)
    {
        reader.Section = "XCF layer pointers";
        var pixels = 0L;
        foreach (var offset in ReadPointers(reader, limits))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var item = XcfItem.Read(reader, offset, Header, limits);
                pixels += item.Properties.IsGroup ? 0 : item.Area.Pixels;
                if (pixels > limits.MaxTotalPixels) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyPixels, offset, XcfItem.Section);
                Items.Add(item);
            }
            catch (SourceFileException refusal) when (refusal.Wording != Words.TooManyPixels && refusal.Wording != Words.NestedTooDeep)
            {
                Problems.Add(refusal.ToProblem());
            }
        }
    }

    private List<long> ReadPointers(ByteReader reader, ReadLimits limits)
    {
        var pointers = new List<long>();
        try
        {
            for (var pointer = Next(); pointer != 0; pointer = Next())
            {
                if (pointers.Count >= limits.MaxLayers) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, reader.Position, reader.Section);
                pointers.Add(pointer);
            }
        }
        catch (SourceFileException refusal) when (refusal.Code == ProblemCode.Truncated && pointers.Count > 0)
        {
            Problems.Add(refusal.ToProblem());
        }
        return pointers;

        long Next() => XcfItem.Pointer(reader, Header);
    }
}
