using System.Globalization;
using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Signals;

/// <summary>What a file keeps of its own making, taken out of <see cref="LayeredFile.Metadata"/>. What makes no sense is as good as absent.</summary>
internal sealed record FileHistory
{
    /// <summary>Ten years at the easel; beyond it a counter is broken or made up.</summary>
    private const double MostSeconds = 315_000_000;
    private const double MostCounted = 1e9;
    private static readonly string[] DocumentKeys = ["document", "originalDocument", "instance"];

    public FileMoment? Created { get; private init; }
    public FileMoment? Saved { get; private init; }
    /// <summary>First and last listed step of the editing history.</summary>
    public FileMoment? FirstEvent { get; private init; }
    public FileMoment? LastEvent { get; private init; }
    public double? Events { get; private init; }
    /// <summary>Steps of that history that lie before the step that precedes them.</summary>
    public double? EventsBackwards { get; private init; }
    /// <summary>When layers were last changed, in order of time.</summary>
    public IReadOnlyList<FileMoment> LayerTimes { get; private init; } = [];
    public double? EditingSeconds { get; private init; }
    /// <summary>How often it was saved.</summary>
    public double? Cycles { get; private init; }
    /// <summary>A counter of strokes.</summary>
    public double? CountedStrokes { get; private init; }
    /// <summary>Strokes whose shapes are kept.</summary>
    public double? RecordedStrokes { get; private init; }
    public double? VectorStrokes { get; private init; }
    public double? TimelapseSegments { get; private init; }
    public double? TimelapseBytes { get; private init; }
    /// <summary>Layers and other items that the program numbered, whether they still exist or not.</summary>
    public double? ItemsEverMade { get; private init; }
    public int Items { get; private init; }
    /// <summary>Ids that the document, and what it was made from, were given.</summary>
    public IReadOnlyList<string> Documents { get; private init; } = [];

    public TimeSpan LayerSpan => Span(LayerTimes.Count > 0 ? LayerTimes[0] : null, LayerTimes.Count > 0 ? LayerTimes[^1] : null);
    public TimeSpan EventSpan => Span(FirstEvent, LastEvent);

    public static FileHistory Of(LayeredFile file)
    {
        var values = file.Metadata;
        return new()
        {
            Created = Time("created"),
            Saved = Time("modified") ?? Time("metadataChanged") ?? Time("lastEntryTime"),
            FirstEvent = Time("historyFirst"), LastEvent = Time("historyLast"), Events = Count("historyEvents"), EventsBackwards = Count("historyBackwards"),
            LayerTimes = [.. file.Layers.Select(static l => l.ModifiedAt is { } at ? FileMoment.Of(at, hasZone: true) : null).OfType<FileMoment>().OrderBy(static t => t.At)],
            EditingSeconds = Number("editingSeconds", MostSeconds), Cycles = Count("editingCycles"),
            CountedStrokes = Count("strokes"), RecordedStrokes = Count("recordedStrokes"), VectorStrokes = Count("vectorStrokes"),
            TimelapseSegments = Count("timelapseSegments"), TimelapseBytes = Number("timelapseBytes", 1e12),
            ItemsEverMade = Count("itemsEverMade") ?? Count("layersEverMade"), Items = file.Layers.Count,
            Documents = DocumentsOf(values),
        };

        FileMoment? Time(string key) => FileMoment.Parse(values.GetValueOrDefault(key));
        double? Count(string key) => Number(key, MostCounted);
        double? Number(string key, double most) =>
            double.TryParse(values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most ? value : null;
    }

    /// <summary>Ids that are long enough to be unique.</summary>
    public static IReadOnlyList<string> DocumentsOf(IReadOnlyDictionary<string, string> values) =>
        [.. DocumentKeys.Select(values.GetValueOrDefault).OfType<string>().Where(static id => id.Length >= 20).Distinct(StringComparer.Ordinal)];

    private static TimeSpan Span(FileMoment? first, FileMoment? last) => first is { } a && last is { } b && b.At > a.At ? b.At - a.At : TimeSpan.Zero;
}
