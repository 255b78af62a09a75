using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>A part of a page that replaces its own element by markup made from its values and what stands inside.</summary>
public abstract class PartTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    protected abstract IHtmlContent Render(IHtmlContent inside);

    public sealed override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Render(inside));
    }

    protected IHtmlContent IconOf(string? name) => name is null ? HtmlString.Empty : Icon.Of(name, View);
}
