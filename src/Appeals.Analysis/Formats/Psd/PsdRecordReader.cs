using System.Text;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Reads "Layer info": the records, then where the bytes of their channels lie. Pixels are not touched.</summary>
internal sealed class PsdRecordReader(ByteReader reader, PsdHeader header, ReadLimits limits, CancellationToken cancellationToken)
{
    private const string Section = "PSD layer records";
    private readonly PsdTagReader _tags = new(reader, header, limits);

    /// <summary>True if the first alpha channel of the merged image is its transparency (a negative layer count).</summary>
    public bool MergedHasTransparency { get; private set; }

    /// <param name="end">Where the layer info ends, or the file.</param>
    public List<PsdRecord> Read(long end)
    {
        reader.Section = Section;
        int count = reader.I16();
        MergedHasTransparency = count < 0;
        count = Math.Abs(count);
        // A record has at least 34 bytes, so a count that the file cannot hold is known before anything is read.
        if (count > limits.MaxLayers) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, reader.Position, Section);
        if (count * 34L > reader.Left) throw reader.Truncated();
        var records = new List<PsdRecord>(count);
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            records.Add(ReadRecord());
        }
        LocateChannels(records, end);
        return records;
    }

    private PsdRecord ReadRecord()
    {
        var record = new PsdRecord();
        int top = reader.I32(), left = reader.I32(), bottom = reader.I32(), right = reader.I32();
        ReadChannelTable(record);
        var signature = reader.Key();
        record.BlendKey = reader.Key();
        if (signature is not ("8BIM" or "8B64"))
        {
            if (!PsdBlendModes.IsKnown(record.BlendKey)) throw reader.Malformed(Words.Damaged);
            Note(record, ProblemCode.Malformed, Words.LayerDetails);
        }
        record.Opacity = reader.U8();
        record.Clipped = reader.U8() != 0;
        record.Flags = reader.U8();
        reader.Skip(1);
        var length = reader.Size(wide: false, reader.Left);
        var end = reader.Position + length;
        SetArea(record, left, top, right, bottom);
        ReadExtra(record, end);
        reader.Position = end;
        return record;
    }

    private void ReadChannelTable(PsdRecord record)
    {
        int channels = reader.U16();
        if (channels * (header.Wide ? 10L : 6L) > reader.Left) throw reader.Truncated();
        for (var i = 0; i < channels; i++)
        {
            int id = reader.I16();
            var length = header.Wide ? reader.U64() : reader.U32();
            if (length > long.MaxValue / 2) throw reader.Malformed(Words.Damaged);
            record.Channels.Add(new(id, 0, (long)length));
        }
        if (channels > limits.MaxChannels) Note(record, ProblemCode.LimitExceeded, Words.LayerDetails);
    }

    private void SetArea(PsdRecord record, int left, int top, int right, int bottom)
    {
        long width = (long)right - left, height = (long)bottom - top;
        if (width == 0 || height == 0) record.Area = new(left, top, 0, 0);
        else if (width < 0 || height < 0) Note(record, ProblemCode.Malformed, Words.LayerSize);
        else if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxLayerPixels) Note(record, ProblemCode.LimitExceeded, Words.LayerTooLarge);
        else record.Area = new(left, top, (int)width, (int)height);
    }

    /// <summary>Mask, blending ranges, legacy name and tagged blocks. Damage here costs these details only: where the record ends is known.</summary>
    private void ReadExtra(PsdRecord record, long end)
    {
        try
        {
            var length = reader.Size(wide: false, end - reader.Position);
            var after = reader.Position + length;
            record.Mask = PsdMaskReader.Read(reader, length, limits);
            reader.Position = after;

            length = reader.Size(wide: false, end - reader.Position);
            after = reader.Position + length;
            record.HasBlendIf = ReadBlendIf(length);
            reader.Position = after;

            var name = new byte[reader.U8()];
            reader.ReadExactly(name);
            record.LegacyName = Decode(name);
            reader.Position = Math.Min(end, reader.Position + (3 - name.Length % 4));
            _tags.Read(record.Tags, end);
        }
        catch (SourceFileException)
        {
            Note(record, ProblemCode.Malformed, Words.LayerDetails);
        }
        reader.Section = Section;
    }

    /// <summary>Pairs of black and white points for grey and each channel; 0, 0, 255, 255 lets everything through.</summary>
    private bool ReadBlendIf(long length)
    {
        var restricts = false;
        for (var i = 0; i < Math.Min(length / 4, 2 * (header.ColorChannels + 1)); i++) restricts |= reader.U32() != 0x0000FFFF;
        return restricts;
    }

    /// <summary>The legacy name says nothing of its character set: UTF-8 if it is that, else Latin 1.</summary>
    private static string Decode(byte[] name)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(name);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(name);
        }
    }

    private void LocateChannels(List<PsdRecord> records, long end)
    {
        var position = reader.Position;
        foreach (var record in records)
        {
            for (var i = 0; i < record.Channels.Count; i++)
            {
                var entry = record.Channels[i];
                record.Channels[i] = entry with { Offset = position };
                position += Math.Min(entry.Length, long.MaxValue / 2 - position);
            }
            if (position > Math.Min(end, reader.Length)) NoteCut(record);
        }
    }

    private void NoteCut(PsdRecord record)
    {
        if (record.Channels.Exists(channel => channel.Length > 0)) record.Problems.Add(new(ProblemCode.Truncated, Words.TruncatedLayer, Offset: reader.Length, Section: "PSD channel image data"));
    }

    private void Note(PsdRecord record, ProblemCode code, Wording wording) => record.Problems.Add(new(code, wording, Offset: reader.Position, Section: Section));
}
