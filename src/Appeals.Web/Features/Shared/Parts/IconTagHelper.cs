using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;icon name="bell" /&gt;</c>: one symbol of wwwroot/icons.svg, always hidden from assistive technology.</summary>
public sealed class IconTagHelper : PartTagHelper
{
    public required string Name { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => IconOf(Name);
}

public static class Icon
{
    private const string Sprite = "icons.svg";

    public static IHtmlContent Of(string name, ViewContext view)
    {
        var assets = view.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return Markup.Of($"<svg class=\"i\" aria-hidden=\"true\"><use href=\"{view.HttpContext.Request.PathBase}/{assets?[Sprite] ?? Sprite}#{name}\"/></svg>");
    }
}
