using Appeals.Analysis.Reports;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;grade value="@report.Grade" big="true" /&gt;</c>: three sheets, as many filled as the evidence carries; readable without colour.</summary>
public sealed class GradeTagHelper(IStringLocalizer<SharedText> words) : PartTagHelper
{
    private static readonly string[] Sheets = ["M12 12.5 21 17l-9 4.5L3 17z", "M12 7.5 21 12l-9 4.5L3 12z", "M12 2.5 21 7l-9 4.5L3 7z"];

    private static readonly HtmlString Cross = new("""<circle cx="17.5" cy="17" r="6.6" fill="currentColor" stroke="var(--surface)" stroke-width="1.6"/><path d="m15 14.5 5 5m0-5-5 5" stroke="var(--surface)" stroke-width="1.8" stroke-linecap="round"/>""");

    public Grade Value { get; set; }

    public bool Big { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var picture = new HtmlContentBuilder();
        for (var sheet = 0; sheet < Sheets.Length; sheet++)
        {
            if (Value != Grade.Contradicted || sheet != 1) picture.AppendHtml(Sheet(Sheets[sheet], sheet < Filled));
        }
        if (Value == Grade.Contradicted) picture.AppendHtml(Cross);
        return Markup.Of($"""<span class="grade{(Big ? " big" : "")}" data-grade="{Value.ToString().ToLowerInvariant()}"><svg viewBox="0 0 24 24" aria-hidden="true" fill="none">{picture}</svg>{words.Word(Value)}</span>""");
    }

    private int Filled => Value switch { Grade.Strong => 3, Grade.Moderate => 2, Grade.Limited => 1, _ => 0 };

    private static IHtmlContent Sheet(string path, bool filled) => filled
        ? Markup.Of($"""<path d="{path}" fill="currentColor" stroke="var(--surface)" stroke-width="1" stroke-linejoin="round"/>""")
        : Markup.Of($"""<path d="{path}" fill="var(--surface)" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/>""");
}
