using System.Globalization;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;undo-toast until="@decision.EffectDueAt" text="@T["DecisionLeaves"].Value" action="/…/undo" /&gt;</c>; {0} in the text is the seconds left.
/// Stays as long as the undo window; key Z undoes; announced at 60, 30 and 10 seconds.
/// </summary>
public sealed class UndoToastTagHelper(IAntiforgery antiforgery, ReaderTime time, IStringLocalizer<SharedText> words) : PartTagHelper
{
    public DateTime Until { get; set; }

    public required string Text { get; set; }

    public required string Action { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var seconds = (int)Math.Ceiling((Until - time.Now).TotalSeconds);
        var said = string.Format(CultureInfo.CurrentCulture, Text, seconds);
        return Markup.If(seconds > 0,
            $"""<div class="toast" data-seconds="{seconds}" data-text="{Text}"><span aria-hidden="true">{said}</span><span class="vh" role="status">{said}</span><form method="post" action="{Action}">{antiforgery.GetHtml(View.HttpContext)}<button aria-keyshortcuts="z">{words["Undo"]} <kbd aria-hidden="true">Z</kbd></button></form></div>""");
    }
}
