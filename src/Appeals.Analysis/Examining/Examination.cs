using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Markers;
using Appeals.Analysis.Markers.Containers;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Signals;

namespace Appeals.Analysis.Examining;

/// <summary>
/// Examines the files of one appeal: bytes in, report and previews out. Knows no database, web or clock, and writes nothing to disk.
/// A file that cannot be read yields a report with problems, never an exception.
/// </summary>
public sealed class Examination
{
    private static readonly ISignal[] Signals =
    [
        new MatchSignal(), new ContributionSignal(), new DominanceSignal(), new HiddenPaintSignal(), new PartitionSignal(),
        new VerbatimSignal(), new CopiesSignal(), new StrokesSignal(), new RecordedStrokesSignal(), new StagesSignal(),
        new AiShareSignal(), new StoredPictureSignal(), new MarkerSignal(), new HistorySignal(), new TimelineSignal(), new ProblemsSignal(),
    ];

    private readonly ExaminationInput _input;
    private readonly ExaminationRun _run;

    /// <param name="output">Called on the thread that runs the examination.</param>
    public Examination(ExaminationInput input, ExaminationOptions options, IExaminationOutput output, CancellationToken cancellation) =>
        (_input, _run) = (input, new(options, output, cancellation));

    /// <summary>Makes previews of the published picture.</summary>
    /// <exception cref="IOException">A file could not be opened at all.</exception>
    public AnalysisReport Picture()
    {
        _run.Progress(AnalyzerStep.Opening, 0);
        if (_input.Published is { } open) PublishedPicture.Open(open, _run);
        return Report([], new() { Sources = [], HasPublished = false, Problems = _run.Problems });
    }

    /// <summary>Lists the layers of the sources, with thumbnails and each source's composite; compares nothing.</summary>
    /// <exception cref="IOException">A file could not be opened at all.</exception>
    public AnalysisReport Inspect()
    {
        _run.Progress(AnalyzerStep.Opening, 0);
        var sources = OpenSources(from: 0, to: 5);
        try
        {
            ReadLayers(sources, wantsCanvases: false, from: 5, to: 95);
            DeclaredLayers.Mark(sources, _input.DeclaredAi);
            return Report(sources, new() { Sources = sources, HasPublished = false, Problems = _run.Problems });
        }
        finally
        {
            sources.ForEach(static s => s.Dispose());
        }
    }

    /// <summary>The whole report.</summary>
    /// <exception cref="IOException">A file could not be opened at all.</exception>
    public AnalysisReport Analyze()
    {
        _run.Progress(AnalyzerStep.Opening, 0);
        var published = _input.Published is { } open ? PublishedPicture.Open(open, _run) : null;
        var sources = OpenSources(from: 5, to: 10);
        try
        {
            var missing = DeclaredLayers.Mark(sources, _input.DeclaredAi);
            ReadLayers(sources, wantsCanvases: true, from: 10, to: 60);
            sources.ForEach(static s => s.CompareStored());
            _run.Progress(AnalyzerStep.Comparing, 65);
            var match = published is null ? null : Compare(sources, published);
            _run.Progress(AnalyzerStep.Compositing, 75);
            var share = MeasureAiShare(sources, match, published);
            MeasureContributions(sources, from: 80, to: 92);
            StudyLayers(sources);
            sources.ForEach(static s => s.CollectProblems());
            var markers = ReadMarkers(sources, published is not null);
            var evidence = new Evidence
            {
                Markers = markers, PublishedDocuments = published is null ? [] : ReadDocuments(), Timeline = Timeline.Of(sources, _input.PublishedAt, _input.LabelledAt),
                Sources = sources, HasPublished = published is not null, Match = match, AiShare = share, MissingDeclared = missing, Problems = _run.Problems,
            };
            var hashes = new List<PictureHash>();
            foreach (var source in sources) _run.Try("hashes", source.Id, () => hashes.AddRange(PictureHashes.Of(source, _run.Cancellation)));
            return Report(sources, evidence) with { Hashes = hashes, Match = published is null ? null : match?.ToResult(published), AiShare = share?.Share };
        }
        finally
        {
            sources.ForEach(static s => s.Dispose());
        }
    }

    /// <summary>Of the files that could be opened.</summary>
    private List<FileMarkers> ReadMarkers(List<ExaminedSource> sources, bool hasPublished)
    {
        var found = new List<FileMarkers>();
        void Read(string? source, Func<Stream> open) => _run.Try("markers", source, () =>
        {
            using var stream = open();
            found.Add(new(source, MarkerReader.Read(stream, _run.Options.Reading, _run.Cancellation, _input.Trust)));
        });
        if (hasPublished) Read(null, _input.Published!);
        foreach (var source in sources.Where(static s => s.Width > 0)) Read(source.Id, _input.Sources.First(input => input.Id == source.Id).Open);
        return found;
    }

    /// <summary>What the published file says it was made from.</summary>
    private IReadOnlyList<string> ReadDocuments()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        _run.Try("markers", null, () =>
        {
            using var stream = _input.Published!();
            foreach (var part in ContainerWalker.Walk(stream, _run.Options.Reading, _run.Cancellation).Parts.Where(static p => p.Kind == PartKind.Xmp))
                XmpSummary.AddTo(values, part.Bytes, _run.Options.Reading);
        });
        return FileHistory.DocumentsOf(values);
    }

    private List<ExaminedSource> OpenSources(int from, int to)
    {
        var sources = new List<ExaminedSource>();
        foreach (var input in _input.Sources)
        {
            _run.Progress(AnalyzerStep.Opening, from + ((to - from) * sources.Count / _input.Sources.Count));
            sources.Add(ExaminedSource.Open(input, _run));
        }
        return sources;
    }

    private void ReadLayers(List<ExaminedSource> sources, bool wantsCanvases, int from, int to)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var done = i;
            sources[i].ReadLayers(wantsCanvases, p => _run.Progress(AnalyzerStep.ReadingLayers, from + (int)((to - from) * (done + p) / sources.Count)));
        }
    }

    private void MeasureContributions(List<ExaminedSource> sources, int from, int to)
    {
        foreach (var source in sources.Where(static s => s.Reduced is not null))
            _run.Try("contribution", source.Id, () => source.Contributions = LayerContributions.Measure(
                source.Reduced!, source.StudyCopy!, _run.Options.MaxContributionTime, p => _run.Progress(AnalyzerStep.Measuring, from + (int)((to - from) * p)), _run.Cancellation));
    }

    private void StudyLayers(List<ExaminedSource> sources)
    {
        foreach (var source in sources.Where(static s => s.Contributions is not null))
            _run.Try("study", source.Id, () => source.Study = PictureStudy.Of(source.StudyCopy!, source.Contributions!.Contributors, source.Contributions.Merged, _run.Cancellation));
        _run.Progress(AnalyzerStep.Measuring, 95);
    }

    /// <summary>The best match of all sources; a flat picture only if no layered file matches.</summary>
    private PictureMatch? Compare(List<ExaminedSource> sources, PublishedPicture published)
    {
        var matches = new List<PictureMatch>();
        foreach (var source in sources.Where(static s => s.Composite is not null))
            _run.Try("match", source.Id, () => matches.Add(PictureMatch.Measure(source, published, _run.Cancellation)));
        var best = matches.OrderByDescending(static m => MatchSignal.Judge(m.Similarity, m.Coverage) == MatchVerdict.Same && m.Source.File is not null)
            .ThenByDescending(static m => m.Similarity).FirstOrDefault();
        if (best is null) return null;
        _run.Preview(PreviewNames.Composite, best.Registered);
        if (_run.TakesPreviews) _run.Preview(PreviewNames.Difference, best.DifferenceMap());
        return best;
    }

    private AiShareMap? MeasureAiShare(List<ExaminedSource> sources, PictureMatch? match, PublishedPicture? published)
    {
        var matches = match is not null && MatchSignal.Judge(match.Similarity, match.Coverage) == MatchVerdict.Same;
        var source = matches ? match!.Source : sources.FirstOrDefault(static s => s.Declared.Count > 0 && s.Composite is not null);
        AiShareMap? map = null;
        _run.Try("aiShare", source?.Id, () => map = matches ? OnPublished(match!, published!) : Alone(source, published));
        if (map is not null) _run.Preview(PreviewNames.AiShare, map.ToImage());
        return map;
    }

    private AiShareMap? OnPublished(PictureMatch match, PublishedPicture published)
    {
        var area = AiShareMap.Areas(_input, published.Image.Width, published.Image.Height);
        if (match.Source.Declared.Count == 0 && area is null) return null;
        var without = match.Source.Declared.Count == 0 ? match.Registered : match.Lay(match.Source.Render(match.Source.Declared), published.Image);
        return AiShareMap.Measure(match.Registered, without, area);
    }

    /// <summary>Without a match, layers are measured on their own canvas, and areas on the published picture.</summary>
    private AiShareMap? Alone(ExaminedSource? source, PublishedPicture? published)
    {
        if (source is not null) return AiShareMap.Measure(source.Composite!, source.Render(source.Declared), area: null);
        return published is not null && AiShareMap.Areas(_input, published.Image.Width, published.Image.Height) is { } area
            ? AiShareMap.Measure(published.Image, published.Image, area) : null;
    }

    private AnalysisReport Report(List<ExaminedSource> sources, Evidence evidence)
    {
        _run.Progress(AnalyzerStep.Writing, 97);
        sources.ForEach(static s => s.CollectProblems());
        List<Finding> findings = [.. Signals.SelectMany(s => s.Find(evidence))];
        var (grade, score) = Grading.Decide(evidence, findings);
        return new()
        {
            Grade = grade, Score = score, Timeline = evidence.Timeline, Sources = [.. sources.Select(static s => s.ToReport())], Findings = findings, SignalVersions = SignalVersions.All,
            Markers = [.. evidence.Markers.SelectMany(static file => file.Report.Markers.Select(marker => marker with { Source = file.Source }))], Problems = [.. _run.Problems], Timings = _run.Timings,
        };
    }
}
