using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;icon name="bell" /&gt;</c>: one symbol of wwwroot/icons.svg, always hidden from assistive technology.</summary>
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icon.Of(Name, ViewContext));
    }
}

public static class Icon
{
    private const string Sprite = "icons.svg";

    public static IHtmlContent Of(string name, ViewContext view)
    {
        var assets = view.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        var href = $"{view.HttpContext.Request.PathBase}/{assets?[Sprite] ?? Sprite}#{name}";
        return new HtmlString($"<svg class=\"i\" aria-hidden=\"true\"><use href=\"{HtmlEncoder.Default.Encode(href)}\"/></svg>");
    }
}
