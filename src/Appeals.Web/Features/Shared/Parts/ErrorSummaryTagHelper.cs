using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;error-summary /&gt;</c> on top of a form: takes the focus when the page loads and links to the fields.</summary>
public sealed class ErrorSummaryTagHelper(IStringLocalizer<SharedText> words) : PartTagHelper
{
    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var errors = View.ViewData.ModelState.SelectMany(entry => entry.Value!.Errors.Select(e => (Field: entry.Key, e.ErrorMessage))).ToList();
        var list = new HtmlContentBuilder();
        foreach (var (field, message) in errors)
        {
            list.AppendHtml(field.Length == 0 ? Markup.Of($"<li>{message}</li>") : Markup.Of($"<li><a href=\"#{TagBuilder.CreateSanitizedId(field, "_")}\">{message}</a></li>"));
        }
        return Markup.If(errors.Count > 0,
            $"""<div class="errors" role="alert" aria-labelledby="errors-heading" tabindex="-1" autofocus><h2 id="errors-heading">{words.Plural("Errors", errors.Count)}</h2><ul>{list}</ul></div>""");
    }
}
