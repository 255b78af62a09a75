using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;error-summary /&gt;</c> on top of a form: takes the focus when the page loads and links to the fields.</summary>
public sealed class ErrorSummaryTagHelper(IStringLocalizer<SharedText> words) : PartTagHelper
{
    protected override IHtmlContent Render(IHtmlContent inside)
    {
        var errors = View.ViewData.ModelState.OrderBy(entry => Place(entry.Key)).SelectMany(entry => entry.Value!.Errors.Select(e => Line(entry.Key, e.ErrorMessage))).ToList();
        var list = new HtmlContentBuilder();
        foreach (var line in errors) list.AppendHtml(line);
        return Markup.If(errors.Count > 0,
            $"""<div class="errors" role="alert" aria-labelledby="errors-heading" tabindex="-1" autofocus><h2 id="errors-heading">{words.Plural("Errors", errors.Count)}</h2><ul>{list}</ul></div>""");
    }

    private IHtmlContent Line(string field, string message)
    {
        if (field.Length == 0) return Markup.Of($"<li>{message}</li>");
        var said = Property(field)?.DisplayName is { } name ? words["ErrorInField", name, message].Value : message;
        return Markup.Of($"<li><a href=\"#{TagBuilder.CreateSanitizedId(field, "_")}\">{said}</a></li>");
    }

    /// <summary>Model state is unordered; the form's properties stand in the order of its fields.</summary>
    private int Place(string field) => Property(field) is { } property ? View.ViewData.ModelMetadata.Properties.IndexOf(property) : -1;

    private ModelMetadata? Property(string field) => View.ViewData.ModelMetadata.Properties[field.Split('.', '[')[0]];
}
