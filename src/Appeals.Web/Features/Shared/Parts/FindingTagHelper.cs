using Appeals.Analysis.Reports;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;finding direction="@f.Direction" weight="@f.Weight" heading="…"&gt;&lt;p&gt;what was measured&lt;/p&gt;&lt;/finding&gt;</c>.
/// Thumbnails of its layers go into a last <c>&lt;div class="figs"&gt;</c> given by <see cref="Figs"/>.
/// </summary>
public sealed class FindingTagHelper(IStringLocalizer<SharedText> words) : PartTagHelper
{
    public Direction Direction { get; set; }

    /// <summary>In [0, 1].</summary>
    public double Weight { get; set; }

    public required string Heading { get; set; }

    public IHtmlContent? Figs { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<article class="finding" data-dir="{Dir}"><span class="dir" role="img" aria-label="{words.Word(Direction)}">{IconOf(Sign)}</span><div><h3>{Heading}</h3>{inside}<p class="faint">{Dots}{words["Weight_" + Degree]}</p></div>{Markup.If(Figs is not null, $"<div class=\"figs\" aria-hidden=\"true\">{Figs}</div>")}</article>""");

    private string Dir => Direction switch { Direction.Supports => "for", Direction.Contradicts => "against", _ => "neutral" };

    private string Sign => Direction switch { Direction.Supports => "plus", Direction.Contradicts => "minus", _ => "equal" };

    private int Degree => Weight switch { >= 2.0 / 3 => 3, >= 1.0 / 3 => 2, _ => 1 };

    private HtmlString Dots => new($"""<span class="weight" aria-hidden="true">{string.Concat(Enumerable.Range(1, 3).Select(n => n <= Degree ? "<i class=\"on\"></i>" : "<i></i>"))}</span> """);
}
