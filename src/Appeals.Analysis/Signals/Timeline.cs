using Appeals.Analysis.Examining;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>Puts what the files and the platform say in order of time.</summary>
internal static class Timeline
{
    public static IReadOnlyList<TimelineMoment> Of(IEnumerable<ExaminedSource> sources, DateTime? publishedAt, DateTime? labelledAt)
    {
        var moments = new List<TimelineMoment>();
        foreach (var source in sources.Where(static s => s.File is not null))
        {
            var history = FileHistory.Of(source.File!);
            Add(TimelineKind.Created, history.Created, source.Id);
            var (first, last) = history.LayerTimes.Count > 0 ? (history.LayerTimes[0], history.LayerTimes[^1]) : (history.FirstEvent, history.LastEvent);
            if (first != last) Add(TimelineKind.FirstChange, first, source.Id);
            Add(TimelineKind.LastChange, last, source.Id);
            Add(TimelineKind.Saved, history.Saved, source.Id);
        }
        Add(TimelineKind.Published, OfPlatform(publishedAt), null);
        Add(TimelineKind.Labelled, OfPlatform(labelledAt), null);
        return [.. moments.OrderBy(static m => m.At).ThenBy(static m => m.Kind)];

        void Add(TimelineKind kind, FileMoment? moment, string? source)
        {
            if (moment is { } at) moments.Add(new(kind, at.At, at.HasZone, source));
        }
    }

    public static FileMoment? OfPlatform(DateTime? at) => at is { } known ? FileMoment.Of(known, hasZone: true) : null;
}
