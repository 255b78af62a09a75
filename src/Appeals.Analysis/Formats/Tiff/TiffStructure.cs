using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Tiff;

/// <summary>Header and chain of directories (TIFF 6.0, and BigTIFF with its wider offsets). Reduced copies and masks of other pages are left out.</summary>
internal sealed class TiffStructure
{
    private const int SubfileType = 254, ImageWidth = 256, ImageLength = 257, BitsPerSample = 258, Photometric = 262, PageName = 285,
        XPosition = 286, YPosition = 287, XResolution = 282, YResolution = 283;
    private const int ReducedOrMask = 1 | 4;

    public required ByteReader Reader { get; init; }
    public List<TiffPage> Pages { get; } = [];
    public List<Problem> Problems { get; } = [];

    public static TiffStructure Read(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        Span<byte> order = stackalloc byte[2];
        stream.Position = 0;
        stream.ReadExactly(order);
        var reader = new ByteReader(stream) { IsLittleEndian = order[0] == 'I', Section = "TIFF header", Position = 2 };
        var structure = new TiffStructure { Reader = reader };
        structure.Walk(reader.U16() == 43, limits, cancellationToken);
        return structure;
    }

    /// <summary>A chain that breaks, or comes back to where it was, ends there; what was found until then counts.</summary>
    private void Walk(bool big, ReadLimits limits, CancellationToken cancellationToken)
    {
        if (big && (Reader.U16() != 8 || Reader.U16() != 0)) throw Reader.Malformed(Words.BadHeader);
        var seen = new HashSet<ulong>();
        var offset = big ? Reader.U64() : Reader.U32();
        for (var index = 0; offset != 0; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (index == limits.MaxPages) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, Reader.Position, "TIFF image file directory");
            if (!seen.Add(offset) || offset >= (ulong)Reader.Length)
            {
                Break(index);
                return;
            }
            Reader.Position = (long)offset;
            try
            {
                var directory = TiffDirectory.Read(Reader, big, limits);
                AddPage(directory, index, limits);
                offset = directory.Next;
            }
            catch (SourceFileException exception) when (index > 0 && exception.Code != ProblemCode.LimitExceeded)
            {
                Break(index);
                return;
            }
        }
        if (Pages.Count == 0) throw Reader.Malformed(Words.NoPicture);
    }

    private void Break(int index)
    {
        if (index == 0) throw Reader.Malformed(Words.Damaged);
        Problems.Add(new(ProblemCode.Malformed, Words.BrokenPages, Offset: Reader.Position, Section: "TIFF image file directory"));
    }

    private void AddPage(TiffDirectory directory, int index, ReadLimits limits)
    {
        if (index > 0 && ((directory.Number(SubfileType) ?? 0) & ReducedOrMask) != 0) return;
        long width = directory.Number(ImageWidth) ?? 0, height = directory.Number(ImageLength) ?? 0;
        if (width <= 0 || height <= 0) throw Reader.Malformed(Words.BadHeader);
        if (width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxCanvasPixels)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.CanvasTooLarge, Reader.Position, "TIFF image file directory");
        Pages.Add(new(directory, index, (int)width, (int)height)
        {
            Name = directory.Text(PageName, limits.MaxNameLength) ?? "",
            Left = Place(directory, XPosition, XResolution, limits),
            Top = Place(directory, YPosition, YResolution, limits),
            Depth = (int)Math.Clamp(directory.Number(BitsPerSample) ?? 1, 1, 64),
            Photometric = (int)Math.Clamp(directory.Number(Photometric) ?? -1, -1, 65_535),
        });
    }

    /// <summary>Positions are lengths in the unit of the resolution.</summary>
    private static int Place(TiffDirectory directory, int position, int resolution, ReadLimits limits)
    {
        var pixels = Math.Round(directory.Fraction(position) * directory.Fraction(resolution));
        return pixels >= 0 && pixels <= limits.MaxSide ? (int)pixels : 0;
    }
}

/// <summary>One page: a layer, or the flat picture.</summary>
/// <param name="Index">Its place in the chain of directories, by which a codec finds it.</param>
internal sealed record TiffPage(TiffDirectory Directory, int Index, int Width, int Height)
{
    public required string Name { get; init; }
    public int Left { get; init; }
    public int Top { get; init; }
    public int Depth { get; init; }
    public int Photometric { get; init; }

    public string ColorMode => Photometric switch
    {
        0 or 1 => Depth == 1 ? "bitmap" : "grey",
        2 or 6 => "rgb",
        3 => "indexed",
        5 => "cmyk",
        8 or 9 or 10 => "lab",
        _ => "unknown",
    };
}
