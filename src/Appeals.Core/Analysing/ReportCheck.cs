using Appeals.Analysis.Reports;

namespace Appeals.Core.Analysing;

/// <summary>Holds a child's report against its schema: ranges, sizes, and that every id it names exists.</summary>
internal sealed class ReportCheck
{
    private const int Schema = 1;
    private const int MaxLayers = 20_000;
    private const int MaxEntries = 2_000;
    private const int MaxWord = 200;
    private const int MaxText = 4_000;
    private const int MaxSide = 1_000_000;
    private const int MaxOffset = 10_000_000;
    private const int MaxDepth = 64;

    private readonly HashSet<string> _sources;
    private readonly HashSet<string> _layers = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<string> _previews;

    private ReportCheck(AnalyzerJob job, IReadOnlySet<string> previews)
    {
        _sources = job.Sources.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        _previews = previews;
    }

    /// <exception cref="AnalyzerMisbehavedException">The message says which part is wrong, never what stood there.</exception>
    public static void Demand(AnalysisReport report, AnalyzerJob job, IReadOnlySet<string> previews) => new ReportCheck(job, previews).Check(report);

    private void Check(AnalysisReport report)
    {
        Demand(report.Schema == Schema, "schema");
        Demand(Enum.IsDefined(report.Grade) && Within(report.Score, -1, 1), "grade");
        Each(report.Sources, _sources.Count, Check, "sources");
        Demand(report.Sources.Select(s => s.Id).Distinct(StringComparer.Ordinal).Count() == report.Sources.Count, "source ids");
        if (report.Match is { } match) Check(match);
        Demand(report.AiShare is not { } share || (Share(share.Area) && Within(share.Difference, 0, MaxSide)), "AI share");
        Each(report.Findings, MaxEntries, Check, "findings");
        Each(report.Markers, MaxEntries, Check, "markers");
        Each(report.Hashes, MaxEntries, Check, "hashes");
        Each(report.Timeline, MaxEntries, Check, "timeline");
        Each(report.Problems, MaxEntries, Check, "problems");
        Demand(report.Timings.Count <= MaxWord && report.Timings.All(t => Word(t.Key) && Within(t.Value, 0, double.MaxValue)), "timings");
    }

    private void Check(SourceReport source)
    {
        Demand(_sources.Contains(source.Id), "source id");
        Demand(Side(source.Width) && Side(source.Height) && source.Depth is >= 0 and <= MaxDepth, "canvas");
        Demand(OptionalWord(source.Application) && OptionalWord(source.ColorMode), "application");
        Demand(source.Metadata.Count <= MaxEntries && source.Metadata.All(m => Word(m.Key) && Text(m.Value)), "metadata");
        Each(source.Layers, MaxLayers, layer => Demand(layer.Id is { Length: > 0 and <= MaxWord } && _layers.Add($"{source.Id}/{layer.Id}"), "layer ids"), "layers");
        foreach (var layer in source.Layers) Check(source, layer);
        Each(source.Problems, MaxEntries, Check, "source problems");
    }

    private void Check(SourceReport source, LayerReport layer)
    {
        Demand(layer.Parent is null || (layer.Parent != layer.Id && _layers.Contains($"{source.Id}/{layer.Parent}")), "layer parent");
        Demand(Enum.IsDefined(layer.Kind) && Text(layer.Name) && Word(layer.BlendMode), "layer words");
        Demand(Offset(layer.Left) && Offset(layer.Top) && Side(layer.Width) && Side(layer.Height), "layer rectangle");
        Demand(Share(layer.Opacity) && OptionalShare(layer.Contribution) && OptionalShare(layer.Area), "layer shares");
        Demand(layer.Preview is null || _previews.Contains(layer.Preview), "layer preview");
    }

    private void Check(MatchResult match)
    {
        var t = match.Transform;
        Demand(_sources.Contains(match.Source) && Share(match.Similarity) && Share(match.Coverage), "match");
        Demand(t is not null && Within(t.ScaleX, 0, MaxSide) && Within(t.ScaleY, 0, MaxSide), "transform");
        Demand(Within(t!.OffsetX, -MaxOffset, MaxOffset) && Within(t.OffsetY, -MaxOffset, MaxOffset), "transform offset");
    }

    private void Check(Finding finding)
    {
        Demand(Word(finding.Signal) && Enum.IsDefined(finding.Direction) && Share(finding.Weight), "finding");
        Demand(finding.Values.Count <= MaxWord && finding.Values.All(v => Word(v.Key) && double.IsFinite(v.Value)), "finding values");
        Demand(Wording(finding.Reason) && OptionalWording(finding.Title) && OptionalWording(finding.Method) && OptionalWording(finding.Weakness), "finding wording");
        Each(finding.Layers, MaxLayers, layer => Demand(IsLayer(layer), "finding layers"), "finding layers");
        Each(finding.Previews, MaxEntries, preview => Demand(_previews.Contains(preview), "finding previews"), "finding previews");
    }

    private void Check(Problem problem)
    {
        Demand(Enum.IsDefined(problem.Code) && Wording(problem.Message) && OptionalWord(problem.Section), "problem");
        Demand(problem.Source is null || _sources.Contains(problem.Source), "problem source");
        Demand(problem.Layer is null || Text(problem.Layer), "problem layer");
        Demand(problem.Offset is null or >= 0, "problem offset");
        Demand(problem.Area is not { } area || (Side(area.Left) && Side(area.Top) && Side(area.Width) && Side(area.Height)), "problem area");
    }

    private void Check(Marker marker)
    {
        Demand(marker.Source is null || _sources.Contains(marker.Source), "marker source");
        Demand(Word(marker.Kind) && Word(marker.Standard) && Word(marker.Strength), "marker");
        Demand(Text(marker.Location) && Text(marker.Says) && (marker.Value is null || Text(marker.Value)), "marker text");
        Demand(OptionalWording(marker.Name) && OptionalWording(marker.Checked), "marker wording");
    }

    private void Check(PictureHash hash)
    {
        Demand(_sources.Contains(hash.Source) && (hash.Layer is null || _layers.Contains($"{hash.Source}/{hash.Layer}")), "hash source");
        Demand(hash.Hash is { Length: 16 } && hash.Hash.All(char.IsAsciiHexDigit), "hash");
    }

    private void Check(TimelineMoment moment)
    {
        Demand(Enum.IsDefined(moment.Kind) && moment.At.Year is > 1900 and < 2300, "timeline moment");
        Demand(moment.Source is null || _sources.Contains(moment.Source), "timeline source");
    }

    /// <summary>With a single source the layer's id alone will do.</summary>
    private bool IsLayer(string layer) => _layers.Contains(layer) || (_sources.Count == 1 && _layers.Contains($"{_sources.Single()}/{layer}"));

    private static void Each<T>(IReadOnlyList<T> items, int most, Action<T> check, string what)
    {
        Demand(items.Count <= most && items.All(item => item is not null), what);
        foreach (var item in items) check(item);
    }

    private static bool Within(double value, double low, double high) => double.IsFinite(value) && value >= low && value <= high;
    private static bool Share(double value) => Within(value, 0, 1);
    private static bool OptionalShare(double? value) => value is null || Share(value.Value);
    private static bool Side(int value) => value is >= 0 and <= MaxSide;
    private static bool Offset(int value) => value is >= -MaxOffset and <= MaxOffset;
    private static bool Word(string? value) => value is { Length: <= MaxWord };
    private static bool OptionalWord(string? value) => value is null || Word(value);
    private static bool Text(string? value) => value is { Length: <= MaxText };
    private static bool Wording(Wording? wording) => wording is not null && Text(wording.En) && Text(wording.Zh);
    private static bool OptionalWording(Wording? wording) => wording is null || Wording(wording);

    private static void Demand(bool holds, string what)
    {
        if (!holds) throw new AnalyzerMisbehavedException($"The analyzer's report has a wrong part: {what}.");
    }
}
