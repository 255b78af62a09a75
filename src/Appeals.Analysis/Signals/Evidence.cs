using Appeals.Analysis.Examining;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Markers;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>Everything that was measured, for signals to read.</summary>
internal sealed record Evidence
{
    public required IReadOnlyList<ExaminedSource> Sources { get; init; }
    public required bool HasPublished { get; init; }
    /// <summary>Of the source that fits best; null if nothing could be compared.</summary>
    public PictureMatch? Match { get; init; }
    /// <summary>Null if nothing was declared, or nothing declared was found.</summary>
    public AiShareMap? AiShare { get; init; }
    /// <summary>What was declared and is in no file.</summary>
    public IReadOnlyList<string> MissingDeclared { get; init; } = [];
    public required IReadOnlyList<Problem> Problems { get; init; }
    public IReadOnlyList<FileMarkers> Markers { get; init; } = [];
    /// <summary>Ids of the documents that the published file says it was made from.</summary>
    public IReadOnlyList<string> PublishedDocuments { get; init; } = [];
    /// <summary>In order of time; from the files, and from the platform.</summary>
    public IReadOnlyList<TimelineMoment> Timeline { get; init; } = [];

    /// <summary>The source that the report is about: the best match, else the first with layers.</summary>
    public ExaminedSource? Subject => Match?.Source ?? Sources.FirstOrDefault(static s => s.Contributions is not null) ?? (Sources.Count > 0 ? Sources[0] : null);

    public MatchVerdict Verdict => Match is null ? MatchVerdict.Unknown : MatchSignal.Judge(Match.Similarity, Match.Coverage);

    /// <summary>When something happened, as a source says, or the platform (null).</summary>
    public FileMoment? Moment(TimelineKind kind, string? source) =>
        Timeline.FirstOrDefault(m => m.Kind == kind && m.Source == source) is { } moment ? FileMoment.Of(moment.At, moment.HasZone) : null;

    /// <summary>How findings name a layer.</summary>
    public string Name(ExaminedSource source, string layer) => Sources.Count > 1 ? $"{source.Id}/{layer}" : layer;
}

/// <summary>What one file says of its making.</summary>
/// <param name="Source">Null for the published picture.</param>
internal sealed record FileMarkers(string? Source, MarkerReport Report);

/// <summary>Whether a source reproduces the published picture; unknown if there was nothing to compare.</summary>
internal enum MatchVerdict { Unknown, Different, Partial, Same }

/// <summary>One thing that we look for.</summary>
internal interface ISignal
{
    IEnumerable<Finding> Find(Evidence evidence);
}

/// <summary>Numbers as people read them.</summary>
internal static class Phrase
{
    private static readonly System.Globalization.CultureInfo Culture = System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>With a no-break space before the sign, as English pages have it.</summary>
    public static string PercentEn(double share) => string.Create(Culture, $"{Percent(share)}\u00A0%");

    public static string PercentZh(double share) => string.Create(Culture, $"{Percent(share)}%");

    public static string Number(double value) => value.ToString("0.#", Culture);

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Count(double value) => value.ToString("#,0", Culture);

    public static string SpanEn(double seconds)
    {
        var (value, unit) = Span(seconds);
        return $"{Number(value)}\u00A0{unit switch { 'd' => value == 1 ? "day" : "days", 'h' => value == 1 ? "hour" : "hours", _ => value == 1 ? "minute" : "minutes" }}";
    }

    public static string SpanZh(double seconds)
    {
        var (value, unit) = Span(seconds);
        return $"{Number(value)} {unit switch { 'd' => "天", 'h' => "小时", _ => "分钟" }}";
    }

    private static (double Value, char Unit) Span(double seconds) => seconds switch
    {
        >= 2 * 86_400 => (Math.Round(seconds / 86_400), 'd'),
        >= 2 * 3600 => (Math.Round(seconds / 3600, 1), 'h'),
        _ => (Math.Max(1, Math.Round(seconds / 60)), 'm'),
    };

    /// <summary>One decimal; never "0" or "100" for what is not quite that.</summary>
    private static string Percent(double share)
    {
        var value = share * 100;
        return value switch
        {
            > 0 and < 0.1 => "< 0.1",
            > 99.9 and < 100 => "> 99.9",
            _ => value.ToString("0.#", Culture),
        };
    }
}
