using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>
/// Gives <c>&lt;form method="post" action="/…"&gt;</c> its antiforgery token. The framework leaves it out where the action is a
/// plain address, because it might be another site's; an address that begins with a slash is ours.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class LocalFormTagHelper(IAntiforgery antiforgery) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.AllAttributes["action"]?.Value?.ToString() is ['/', not '/', ..]) output.PostContent.AppendHtml(antiforgery.GetHtml(View.HttpContext));
    }
}
