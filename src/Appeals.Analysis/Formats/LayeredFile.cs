using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>
/// What a reader makes of a layered source file: the structure at once, the pixels on demand. One thread at a time, but for what <see cref="GridOf"/> allows.
/// The stream stays open, and is the caller's to dispose, as long as pixels are read.
/// </summary>
public abstract class LayeredFile : IDisposable
{
    private readonly List<Problem> _problems = [];
    private ColorProfile? _profile;
    private bool _hasLookedForProfile;

    public abstract FileFormat Format { get; }
    /// <summary>The program that wrote the file, where it says so.</summary>
    public string? Application { get; protected init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    /// <summary>Bits of one sample: 1, 8, 16 or 32.</summary>
    public required int Depth { get; init; }
    /// <summary>In words of all formats: <c>rgb</c>, <c>grey</c>, <c>cmyk</c>, <c>lab</c>, <c>indexed</c> and so on.</summary>
    public required string ColorMode { get; init; }
    /// <summary>All layers and groups, bottom to top in drawing order; a group follows its children.</summary>
    public IReadOnlyList<Layer> Layers { get; protected init; } = [];
    public IReadOnlyDictionary<string, string> Metadata { get; protected init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary>What could not be read or cannot be rendered. Grows while pixels are read.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            for (var i = 0; i < _problems.Count; i++)
                if (_problems[i] is { Code: ProblemCode.NotRendered, Area: null } unplaced) _problems[i] = unplaced with { Area = UnrenderedArea.Of(this, unplaced.Layer) };
            return _problems;
        }
    }
    /// <summary>False if the colour mode or depth is one whose pixels are not read; the structure is there nevertheless.</summary>
    public virtual bool HasReadablePixels => true;
    public PixelArea Canvas => new(0, 0, Width, Height);
    /// <summary>The colour that the application shows beneath all layers and that is none of them; null if there is none.</summary>
    public (byte R, byte G, byte B)? Paper { get; internal init; }

    /// <summary>What the samples of the composite mean; null if they are sRGB, or nothing is said.</summary>
    public virtual ColorProfile? Profile => _profile ??= FindProfile();

    /// <summary>The ICC profile of a document whose composite has its samples, or null.</summary>
    protected virtual byte[]? ReadProfile() => null;

    private ColorProfile? FindProfile()
    {
        if (_hasLookedForProfile) return null;
        _hasLookedForProfile = true;
        try
        {
            return ColorProfile.Of(ReadProfile());
        }
        catch (SourceFileException)
        {
            return null;
        }
    }

    /// <summary>Recognises the format by its content and reads the structure of the file.</summary>
    /// <param name="stream">Seekable; read from its beginning.</param>
    /// <exception cref="SourceFileException">It is not a layered file this reader knows, is damaged beyond use, or exceeds a limit.</exception>
    public static LayeredFile Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken) => LayeredFileOpener.Open(stream, limits, cancellationToken);

    /// <summary>Reads a layer's own pixels, without mask, opacity or effects: RGBA, 8 bits, straight alpha.</summary>
    /// <param name="area">What is wanted; must lie within the layer's area.</param>
    /// <returns>Rows from top to bottom, or null if the layer has no pixels (groups, adjustments) or none of them can be read.</returns>
    public abstract RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken);

    /// <summary>
    /// Where a layer's pixels and mask may be cut into parts, each opened by itself, that cost together hardly more than the whole; what is then open may be read by several
    /// threads, each its own. Null if they come only one after the other.
    /// </summary>
    public virtual RowGrid? GridOf(Layer layer) => null;

    /// <summary>What an adjustment layer does to the colours beneath it; null for every other layer, and for what cannot be rendered.</summary>
    public virtual Adjustment? AdjustmentOf(Layer layer) => null;

    /// <summary>Reads how far a layer's mask lets it through: one byte a pixel, density and the shade outside its rectangle applied.</summary>
    /// <param name="area">What is wanted; any rectangle.</param>
    /// <returns>Rows from top to bottom, or null if the mask is absent, disabled or cannot be read.</returns>
    public abstract RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken);

    /// <summary>The stored flat picture, as rows of RGBA of the whole canvas; only for files without layers. Null if there is none.</summary>
    public virtual RowReader? OpenFlat(CancellationToken cancellationToken) => null;

    /// <summary>Reads a part of a layer's pixels at once into a buffer of area.Width · area.Height · 4 bytes.</summary>
    /// <returns>False if the layer has no pixels; the buffer is then cleared.</returns>
    public bool ReadPixels(Layer layer, PixelArea area, Span<byte> destination, CancellationToken cancellationToken)
    {
        using var rows = OpenPixels(layer, area, cancellationToken);
        if (rows is null) destination.Clear();
        else rows.Read(destination);
        return rows is not null;
    }

    public SourceReport ToReport(string id) => new()
    {
        Id = id, Format = Format, Application = Application, Width = Width, Height = Height, Depth = Depth, ColorMode = ColorMode,
        Layers = [.. Layers.Select(layer => layer.ToReport())], Metadata = Metadata,
        Problems = [.. Problems.Select(problem => problem with { Source = id })],
    };

    internal void Add(Problem problem)
    {
        if (_problems.Count >= MaxProblems || _problems.Exists(known => known.Layer == problem.Layer && known.Message == problem.Message)) return;
        _problems.Add(problem);
    }

    private protected int MaxProblems { get; init; } = ReadLimits.Default.MaxProblems;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}

/// <summary>
/// Rows of pixels, from the top, decoded as they are asked for. Damage does not stop it: rows that cannot be read
/// come out transparent (of a mask: fully covering), and a <see cref="Problem"/> is added to the file.
/// </summary>
public abstract class RowReader : IDisposable
{
    /// <summary>Fills the buffer with the next rows.</summary>
    /// <param name="rows">Its length is a whole number of rows, at most those that are left.</param>
    public abstract void Read(Span<byte> rows);

    /// <summary>Whether rows of RGBA can also be had as planes, since they are stored so: it saves joining what is to be taken apart again.</summary>
    internal virtual bool HasPlanes => false;

    /// <summary>The next row as planes, which stay as they are until a row at an even place of the canvas is asked for: two that become one can be had together.</summary>
    internal virtual PlaneRow NextPlanes() => throw new NotSupportedException();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
