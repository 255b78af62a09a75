using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;confirm-dialog id="withdraw" question="Withdraw this appeal?" action="/…" verb="Withdraw" keep="Keep the appeal"&gt;&lt;p&gt;consequence&lt;/p&gt;&lt;/confirm-dialog&gt;</c>.
/// Opened by <c>&lt;button type="button" commandfor="withdraw" command="show-modal"&gt;</c>. Only for what cannot be undone; focus lies on the harmless button.
/// </summary>
public sealed class ConfirmDialogTagHelper(IAntiforgery antiforgery) : PartTagHelper
{
    public required string Id { get; set; }

    public required string Question { get; set; }

    public required string Action { get; set; }

    public required string Verb { get; set; }

    public required string Keep { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<dialog id="{Id}" aria-labelledby="{Id}-question"><h2 id="{Id}-question">{Question}</h2><form method="post" action="{Action}">{antiforgery.GetHtml(View.HttpContext)}<div class="stack gap-12">{inside}</div><div class="actions bare"><button class="btn danger">{Verb}</button><button class="btn" formmethod="dialog" formnovalidate autofocus>{Keep}</button></div></form></dialog>""");
}
