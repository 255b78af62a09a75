using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;chip icon="eye" tone="good"&gt;In review&lt;/chip&gt;</c>; tones you, good, warn, bad, end or none.</summary>
public sealed class ChipTagHelper : PartTagHelper
{
    public string? Icon { get; set; }

    public string? Tone { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) =>
        Markup.Of($"<span class=\"chip\"{Markup.Attribute("data-tone", Tone)}>{IconOf(Icon)}{inside}</span>");
}
