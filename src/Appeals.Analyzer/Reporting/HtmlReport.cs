using System.Globalization;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Reporting;

/// <summary>
/// The report as one page that needs nothing but itself: no script, no other file, pictures within. Both languages are in it, and a choice on top shows one.
/// Names in it come from strangers; all of them are encoded (<see cref="Html"/>).
/// </summary>
internal sealed class HtmlReport
{
    private const int MaxThumbnails = 400;

    private readonly AnalysisReport _report;
    private readonly Func<string, byte[]?> _preview;
    private readonly Html _page = new();

    private HtmlReport(AnalysisReport report, Func<string, byte[]?> preview) => (_report, _preview) = (report, preview);

    /// <param name="preview">Gives a picture by its name of <see cref="PreviewNames"/> as WebP; null if there is none.</param>
    public static string Write(AnalysisReport report, Func<string, byte[]?> preview)
    {
        var page = new HtmlReport(report, preview);
        page.WriteHead();
        page.WritePictures();
        page.WriteFindings();
        page.WriteDates();
        page.WriteMarkers();
        foreach (var source in report.Sources) page.WriteSource(source);
        page._page.Add($"</main></body></html>\n");
        return page._page.ToString();
    }

    private void WriteHead()
    {
        _page.Add($"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Appeals · {ReportWords.Title.En} · {ReportWords.Title.Zh}</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <style>
            """);
        _page.AddOwn(Style.Value);
        _page.Add($"""
            </style></head><body><main><div class="top"><div><h1>{ReportWords.Title}</h1><p class="muted">{ReportWords.Advice}</p></div>
            <fieldset class="lang"><label><input type="radio" name="lang" id="en" checked>English</label><label><input type="radio" name="lang" id="zh">中文</label></fieldset></div>
            <div class="facts"><div><b>
            """);
        WriteGrade();
        _page.Add($"</b></div><div><b>{_report.Score.ToString("0.00", CultureInfo.InvariantCulture)}</b>{ReportWords.Score}</div>");
        if (_report.Match is { } match)
            _page.Add($"<div><b>{Percent(match.Similarity)}</b>{ReportWords.Alike}</div><div><b>{Percent(match.Coverage)}</b>{ReportWords.Covered}</div>");
        if (_report.AiShare is { } share) _page.Add($"<div><b>{Percent(share.Area)}</b>{ReportWords.AiArea}</div>");
        _page.Add($"</div>");
    }

    /// <summary>Three sheets, filled by degree.</summary>
    private void WriteGrade()
    {
        var filled = _report.Grade switch { Grade.Strong => 3, Grade.Moderate => 2, Grade.Limited => 1, _ => 0 };
        var sheets = _report.Grade == Grade.Contradicted ? "□□✕" : new string('■', filled) + new string('□', 3 - filled);
        var tone = _report.Grade switch { Grade.Strong or Grade.Moderate => "good", Grade.Contradicted => "bad", _ => "" };
        _page.Add($"<span class=\"{tone}\"><span class=\"sheets\" aria-hidden=\"true\">{sheets}</span> {ReportWords.Of(_report.Grade)}</span>");
    }

    private void WritePictures()
    {
        if (_preview(PreviewNames.Published) is not { } published) return;
        _page.Add($"<h2>{ReportWords.Pictures}</h2><div class=\"pictures\"><figure><span class=\"mat\"><img alt=\"\" src=\"{published}\"></span><figcaption>{ReportWords.Published}</figcaption></figure>");
        if (_preview(PreviewNames.Composite) is { } composite)
            _page.Add($"<figure><span class=\"mat\"><img alt=\"\" src=\"{composite}\"></span><figcaption>{ReportWords.Composite}</figcaption></figure>")
                .Add($"<figure><span class=\"mat\"><span class=\"wipe\"><img alt=\"\" src=\"{composite}\"><span><img alt=\"\" src=\"{published}\"></span></span></span><figcaption>{ReportWords.Wipe}</figcaption></figure>");
        if (_preview(PreviewNames.Difference) is { } difference)
            _page.Add($"<figure><span class=\"mat dark\"><img alt=\"\" src=\"{difference}\"></span><figcaption>{ReportWords.Difference}</figcaption></figure>");
        if (_preview(PreviewNames.AiShare) is { } share)
            _page.Add($"<figure><span class=\"mat dark\"><span class=\"over\"><img alt=\"\" src=\"{published}\"><img alt=\"\" src=\"{share}\"></span></span><figcaption>{ReportWords.AiShare}</figcaption></figure>");
        _page.Add($"</div>");
    }

    private void WriteFindings()
    {
        _page.Add($"<h2>{ReportWords.Findings}</h2><ul class=\"cards\">");
        foreach (var finding in _report.Findings.OrderByDescending(static f => f.Weight))
        {
            _page.Add($"<li class=\"card\"><header><h3>{finding.Title ?? finding.Reason}</h3><span class=\"faint\">{ReportWords.Of(finding.Direction)}");
            if (finding.Weight > 0) _page.Add($" · {ReportWords.OfWeight(finding.Weight)}");
            _page.Add($"</span></header>");
            if (finding.Title is not null) _page.Add($"<p>{finding.Reason}</p>");
            WriteMethod(finding);
            _page.Add($"</li>");
        }
        _page.Add($"</ul>");
        if (_report.Problems.Count == 0) return;
        _page.Add($"<h2>{ReportWords.Problems}</h2><ul class=\"muted\">");
        foreach (var problem in _report.Problems) _page.Add($"<li>{problem.Message} <bdi class=\"faint\">{problem.Source} {problem.Layer} {problem.Section}</bdi></li>");
        _page.Add($"</ul>");
    }

    private void WriteMethod(Finding finding)
    {
        _page.Add($"<details><summary>{ReportWords.HowMeasured}</summary>");
        if (finding.Method is { } method) _page.Add($"<p>{method}</p>");
        if (finding.Weakness is { } weakness) _page.Add($"<p><b>{ReportWords.HowFooled}</b> {weakness}</p>");
        _page.Add($"<p class=\"mono faint\">{finding.Signal}");
        foreach (var (name, value) in finding.Values) _page.Add($" · {name} {value.ToString("0.####", CultureInfo.InvariantCulture)}");
        _page.Add($"</p></details>");
    }

    private void WriteDates()
    {
        if (_report.Timeline.Count == 0) return;
        _page.Add($"<h2>{ReportWords.Dates}</h2><ol class=\"times\">");
        foreach (var moment in _report.Timeline)
        {
            _page.Add($"<li class=\"{(moment.Source is null ? "platform" : "")}\"><b>{ReportWords.Of(moment.Kind)}</b> {moment.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} ");
            if (moment.HasZone) _page.Add($"UTC");
            else _page.Add($"<span class=\"faint\">{ReportWords.NoZone}</span>");
            if (moment.Source is { } source && _report.Sources.Count > 1) _page.Add($" <span class=\"faint\">{ReportWords.Source} <bdi>{source}</bdi></span>");
            _page.Add($"</li>");
        }
        _page.Add($"</ol>");
    }

    private void WriteMarkers()
    {
        _page.Add($"<h2>{ReportWords.Markers}</h2>");
        if (_report.Markers.Count == 0)
        {
            _page.Add($"<p class=\"muted\">{ReportWords.NoMarkers}</p>");
            return;
        }
        _page.Add($"<ul class=\"cards\">");
        foreach (var marker in _report.Markers)
        {
            _page.Add($"<li class=\"card\"><header><h3>{marker.Name ?? new(marker.Kind, marker.Kind)}</h3><span class=\"faint\">{ReportWords.OfSaying(marker.Says)}");
            if (marker.Says != "none") _page.Add($" · {ReportWords.OfStrength(marker.Strength)}");
            _page.Add($"</span></header><p class=\"muted\">");
            if (marker.Source is { } source) _page.Add($"{ReportWords.Source} <bdi>{source}</bdi>");
            else _page.Add($"{ReportWords.Published}");
            _page.Add($", {marker.Location} · {marker.Standard}");
            if (marker.Value is { } value) _page.Add($" · <bdi>{value}</bdi>");
            _page.Add($"</p>");
            if (marker.Checked is { } said) _page.Add($"<p class=\"faint\">{said}</p>");
            _page.Add($"</li>");
        }
        _page.Add($"</ul>");
    }

    private void WriteSource(SourceReport source)
    {
        _page.Add($"<h2>{ReportWords.Source} <bdi>{source.Id}</bdi></h2><p class=\"muted\">{source.Format.ToString()} · {ReportWords.Canvas} {source.Width} × {source.Height} · {ReportWords.Application}: <bdi>{source.Application}</bdi>");
        if (source.Application is null) _page.Add($"{ReportWords.NotSaid}");
        _page.Add($"</p><details><summary>{ReportWords.Metadata}</summary><dl class=\"mono\">");
        foreach (var (key, value) in source.Metadata) _page.Add($"<dt class=\"faint\">{key}</dt><dd><bdi>{value}</bdi></dd>");
        _page.Add($"</dl></details>");
        if (source.Layers.Count == 0) return;
        _page.Add($"<h3>{ReportWords.Layers}</h3><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th></th><th>{ReportWords.Layer}</th><th>{ReportWords.Mode}</th>")
            .Add($"<th class=\"num\">{ReportWords.Opacity}</th><th class=\"num\">{ReportWords.Contribution}</th><th class=\"num\">{ReportWords.Area}</th></tr></thead><tbody>");
        var thumbnails = 0;
        foreach (var layer in source.Layers.Reverse())
        {
            _page.Add($"<tr><td>");
            if (layer.Preview is { } name && thumbnails++ < MaxThumbnails && _preview(name) is { } picture) _page.Add($"<div class=\"thumb\"><img alt=\"\" src=\"{picture}\"></div>");
            _page.Add($"</td><td><bdi>{layer.Name}</bdi>");
            if (!layer.Visible) _page.Add($" <span class=\"faint\">{ReportWords.Hidden}</span>");
            if (layer.DeclaredAi) _page.Add($" <b>{ReportWords.Declared}</b>");
            _page.Add($"</td><td>{layer.BlendMode}</td><td class=\"num\">{Percent(layer.Opacity)}</td><td class=\"num\">{Percent(layer.Contribution)}</td><td class=\"num\">{Percent(layer.Area)}</td></tr>");
        }
        _page.Add($"</tbody></table></div>");
    }

    /// <summary>English puts a no-break space before the sign, Chinese nothing.</summary>
    private static Wording Percent(double? share)
    {
        if (share is not { } value) return new("", "");
        var number = (value * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return new(number + "\u00A0%", number + "%");
    }

    private static class Style
    {
        public static string Value { get; } = Read();

        private static string Read()
        {
            using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
            return reader.ReadToEnd();
        }
    }
}
