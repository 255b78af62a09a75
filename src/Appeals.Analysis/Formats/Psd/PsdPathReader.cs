using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// "Vector mask setting" and "Path resource format": records of 26 bytes. A knot is three points, each y before x, in shares of the canvas
/// (8 bits before, 24 after the point): where the curve comes from, the knot itself, where it goes to.
/// </summary>
internal static class PsdPathReader
{
    private const int RecordLength = 26;

    /// <summary>Null if the mask is switched off, or its path is too long to be drawn.</summary>
    public static PathShape? Read(ByteReader reader, long length, PsdHeader header, ReadLimits limits)
    {
        if (length < 8) return null;
        reader.Skip(4);
        var flags = reader.U32();
        var records = (length - 8) / RecordLength;
        if ((flags & 4) != 0 || records > limits.MaxPathKnots) return null;
        var parts = new List<PathPart>();
        var isFull = false;
        for (long i = 0; i < records; i++)
        {
            var end = reader.Position + RecordLength;
            var selector = reader.U16();
            if (selector is 0 or 3) i += ReadOutline(reader, end, records - i - 1, header, parts);
            else
            {
                if (selector == 8) isFull = reader.U16() != 0;
                reader.Position = end;
            }
        }
        var shape = new PathShape(parts, (flags & 1) != 0, isFull);
        return shape.Work(new(0, 0, header.Width, header.Height)) > limits.MaxPathCrossings ? null : shape;
    }

    /// <summary>An outline joins the part before it if its operation is -1. An open one is filled as if it were closed.</summary>
    /// <returns>How many knots were read.</returns>
    private static long ReadOutline(ByteReader reader, long end, long left, PsdHeader header, List<PathPart> parts)
    {
        long knots = Math.Min(reader.U16(), left);
        int operation = reader.I16();
        reader.Position = end;
        if (operation != -1 || parts.Count == 0) parts.Add(new(Enum.IsDefined((PathOperation)operation) ? (PathOperation)operation : PathOperation.Combine));
        if (knots == 0) return 0;
        var part = parts[^1];
        var first = ReadKnot(reader, header);
        var last = first;
        for (var i = 1; i < knots; i++)
        {
            var knot = ReadKnot(reader, header);
            part.AddCurve(last.At, last.To, knot.From, knot.At);
            last = knot;
        }
        part.AddCurve(last.At, last.To, first.From, first.At);
        return knots;
    }

    private static ((double X, double Y) From, (double X, double Y) At, (double X, double Y) To) ReadKnot(ByteReader reader, PsdHeader header)
    {
        reader.Skip(2);
        return (ReadPoint(reader, header), ReadPoint(reader, header), ReadPoint(reader, header));
    }

    private static (double X, double Y) ReadPoint(ByteReader reader, PsdHeader header)
    {
        const double one = 1 << 24;
        var y = reader.I32() / one * header.Height;
        return (reader.I32() / one * header.Width, y);
    }
}
