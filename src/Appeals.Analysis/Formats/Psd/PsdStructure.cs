using System.Buffers.Binary;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>The five sections of the file: header, colour mode data, image resources, layers and masks, merged image.</summary>
internal sealed class PsdStructure
{
    public required PsdHeader Header { get; init; }
    /// <summary>Where the palette of an indexed picture lies.</summary>
    public (long Offset, long Length) ColorData { get; private set; }
    public PsdResources Resources { get; private set; } = new();
    public List<PsdRecord> Records { get; private set; } = [];
    /// <summary>Of the light that effects share, in degrees.</summary>
    public double GlobalAngle { get; private set; } = 120;
    public bool MergedHasTransparency { get; private set; }
    /// <summary>Where the merged image begins, or null if the file ends before it.</summary>
    public long? MergedOffset { get; private set; }
    public List<Problem> Problems { get; } = [];

    public static PsdStructure Read(ByteReader reader, ReadLimits limits, CancellationToken cancellationToken)
    {
        var structure = new PsdStructure { Header = PsdHeader.Read(reader, limits) };
        reader.Section = "PSD colour mode data";
        var length = reader.Size(wide: false, reader.Left);
        structure.ColorData = (reader.Position, length);
        reader.Skip(length);
        structure.ReadResources(reader, limits);
        structure.ReadLayers(reader, limits, cancellationToken);
        return structure;
    }

    /// <summary>The structure of a document of which only the tagged blocks are there, as in a TIFF file; the reader stands at the first.</summary>
    public static PsdStructure ReadBlocks(ByteReader reader, PsdHeader header, PsdResources resources, long end, ReadLimits limits, CancellationToken cancellationToken)
    {
        var structure = new PsdStructure { Header = header, Resources = resources };
        structure.FindLayerBlock(reader, end, limits, cancellationToken);
        return structure;
    }

    private void ReadResources(ByteReader reader, ReadLimits limits)
    {
        reader.Section = "PSD image resources";
        var length = reader.Size(wide: false, reader.Left);
        var end = reader.Position + length;
        Resources = PsdResources.Read(reader, end, limits);
        if (Resources.IsDamaged) Problems.Add(new(ProblemCode.Malformed, Words.FileDetails, Offset: reader.Position, Section: reader.Section));
        if (!Resources.IsDamaged && Resources.Bytes(reader, PsdResources.GlobalAngle, limits) is [var a, var b, var c, var d, ..])
            GlobalAngle = BinaryPrimitives.ReadInt32BigEndian([a, b, c, d]) % 360;
        reader.Position = end;
    }

    private void ReadLayers(ByteReader reader, ReadLimits limits, CancellationToken cancellationToken)
    {
        reader.Section = "PSD layer and mask information";
        var end = EndOfSection(reader, reader.Length);
        if (reader.Position < end) ReadLayerInfo(reader, end, limits, cancellationToken);
        if (end < reader.Length) MergedOffset = end;
    }

    private void ReadLayerInfo(ByteReader reader, long end, ReadLimits limits, CancellationToken cancellationToken)
    {
        var infoEnd = EndOfSection(reader, end);
        if (infoEnd - reader.Position >= 2) ReadRecords(reader, infoEnd, limits, cancellationToken);
        if (Records.Count > 0 || Header.Depth < 16 || end - infoEnd < 4) return;
        reader.Position = infoEnd;
        FindDeepLayers(reader, end, limits, cancellationToken);
    }

    /// <summary>Documents of 16 and 32 bits keep their layers in a tagged block behind the global mask.</summary>
    private void FindDeepLayers(ByteReader reader, long end, ReadLimits limits, CancellationToken cancellationToken)
    {
        reader.Skip(reader.Size(wide: false, end - reader.Position));
        FindLayerBlock(reader, end, limits, cancellationToken);
    }

    private void FindLayerBlock(ByteReader reader, long end, ReadLimits limits, CancellationToken cancellationToken)
    {
        for (var i = 0; i < limits.MaxBlocks && PsdBlock.TryRead(reader, Header.Wide, end, out var block); i++)
        {
            if (block.Key is "Lr16" or "Lr32" or "Layr" && block.Length >= 2)
            {
                ReadRecords(reader, block.End, limits, cancellationToken);
                return;
            }
            if (!PsdBlock.MoveBehind(reader, block, end)) return;
        }
    }

    private void ReadRecords(ByteReader reader, long end, ReadLimits limits, CancellationToken cancellationToken)
    {
        var records = new PsdRecordReader(reader, Header, limits, cancellationToken);
        Records = records.Read(end);
        MergedHasTransparency = records.MergedHasTransparency;
    }

    /// <summary>A section that claims to reach beyond the file is read as far as it goes.</summary>
    private long EndOfSection(ByteReader reader, long limit)
    {
        if (limit - reader.Position < (Header.Wide ? 8 : 4)) throw reader.Truncated();
        var length = Header.Wide ? reader.U64() : reader.U32();
        if (length <= (ulong)(limit - reader.Position)) return reader.Position + (long)length;
        Problems.Add(new(ProblemCode.Truncated, Words.Truncated, Offset: reader.Position, Section: reader.Section));
        return limit;
    }
}
