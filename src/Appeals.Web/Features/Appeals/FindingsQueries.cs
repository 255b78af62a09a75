using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Web.Features.Reports;
using Appeals.Web.Localisation;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Appeals;

public sealed class FindingsQueries(AppealsDb db, AnalysisQueries analyses)
{
    private const int MostPictures = 3;
    /// <summary>For staff only, whatever it says.</summary>
    private const string Reuse = "reuse";

    /// <param name="appeal">With its files, work and label.</param>
    public async Task<FindingsPage> PageAsync(Appeal appeal, CancellationToken cancellation)
    {
        var working = await analyses.UnderWayAsync(appeal.Id, cancellation);
        var page = new FindingsPage { Working = working is null ? null : new WorkingRun(working.Id, working.Percent, working.Step), HasFiles = appeal.Files.Count > 0, Dates = DatesPage.Of(null, appeal) };
        if (await analyses.ReportAsync(appeal.Id, cancellation) is not { ReportJson: { } json } run) return page;
        var report = JsonSerializer.Deserialize<AnalysisReport>(json, ReportJson.Options)!;
        var previews = await db.Previews.Where(p => p.AnalysisRunId == run.Id).Select(p => p.Name).ToListAsync(cancellation);
        return Fill(page, report, new RunPictures(run.Id, previews.ToHashSet(StringComparer.Ordinal), report), appeal);
    }

    private static FindingsPage Fill(FindingsPage page, AnalysisReport report, RunPictures pictures, Appeal appeal) => page with
    {
        Grade = report.Grade,
        Similarity = report.Match?.Similarity,
        AiArea = report.AiShare?.Area,
        Published = pictures.AddressOf(PreviewNames.Published),
        Composite = pictures.AddressOf(PreviewNames.Composite),
        AiMap = pictures.AddressOf(PreviewNames.AiShare),
        Findings = [.. report.Findings.Where(f => !f.Signal.Equals(Reuse, StringComparison.OrdinalIgnoreCase)).OrderByDescending(f => f.Weight).Select(f => Row(f, pictures))],
        Markers = MarkersPage.Of(report, id => NameOf(appeal, id), isBlind: false),
        Dates = DatesPage.Of(report, appeal),
        Problems = [.. report.Problems.Select(p => new ProblemRow(NameOf(appeal, p.Source), Languages.Read(p.Message)))],
    };

    private static string? NameOf(Appeal appeal, string? source) => appeal.Files.FirstOrDefault(f => f.Id.ToString() == source)?.Name;

    private static FindingRow Row(Finding finding, RunPictures pictures) => new(
        finding.Direction, finding.Weight, Languages.Read(finding.Title ?? finding.Reason), finding.Title is null ? null : Languages.Read(finding.Reason),
        finding.Method is { } method ? Languages.Read(method) : null, [.. finding.Layers.Select(pictures.OfLayer).OfType<string>().Take(MostPictures)]);
}

/// <summary>Addresses of the previews that a run sent back.</summary>
internal sealed class RunPictures(Guid runId, IReadOnlySet<string> names, AnalysisReport report)
{
    private readonly Dictionary<string, string?> _layers = report.Sources
        .SelectMany(s => s.Layers.SelectMany(l => new[] { (Key: $"{s.Id}/{l.Id}", l.Preview), (Key: l.Id, l.Preview) }))
        .GroupBy(l => l.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Preview, StringComparer.Ordinal);

    public string? AddressOf(string name) => names.Contains(name) ? $"/files/previews/{runId:N}/{name}" : null;

    /// <param name="layer">As a finding names it: <c>layer</c> or <c>source/layer</c>.</param>
    public string? OfLayer(string layer) => _layers.GetValueOrDefault(layer) is { } name ? AddressOf(name) : null;
}
