using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>What every kind of field has in common.</summary>
internal static class FieldParts
{
    public static string NameOf(ModelExpression field, ViewContext view) => view.ViewData.TemplateInfo.GetFullHtmlFieldName(field.Name);

    public static string IdOf(ModelExpression field, ViewContext view) => TagBuilder.CreateSanitizedId(NameOf(field, view), "_");

    public static string? ErrorOf(ModelExpression field, ViewContext view) =>
        view.ViewData.ModelState.TryGetValue(NameOf(field, view), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public static IHtmlContent Hint(string id, string? hint) => Markup.If(!string.IsNullOrEmpty(hint), $"<p class=\"hint\" id=\"{id}-hint\">{hint}</p>");

    public static IHtmlContent Error(string id, string? error) => Markup.If(error is not null, $"<p class=\"error\" id=\"{id}-error\">{error}</p>");

    public static string? DescribedBy(string id, string? hint, string? error) => (string.IsNullOrEmpty(hint) ? null : hint, error) switch
    {
        (null, null) => null,
        (_, null) => $"{id}-hint",
        (null, _) => $"{id}-error",
        _ => $"{id}-hint {id}-error",
    };
}
