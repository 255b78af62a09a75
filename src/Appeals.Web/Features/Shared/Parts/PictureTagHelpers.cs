using System.Globalization;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;proof src="…" alt="…" width="720" height="540" /&gt;</c>: a picture on its mat, with a printer's corner ticks.</summary>
public sealed class ProofTagHelper : PartTagHelper
{
    public required string Src { get; set; }

    /// <summary>What is to be seen; empty where the picture only repeats.</summary>
    public required string Alt { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    public bool Lazy { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<div class="proof"><img src="{Src}" alt="{Alt}"{Size("width", Width)}{Size("height", Height)}{Markup.Attribute("loading", Lazy ? "lazy" : null)}>{inside}</div>""");

    private static IHtmlContent Size(string name, int? pixels) => Markup.Attribute(name, pixels?.ToString(CultureInfo.InvariantCulture));
}

/// <summary>
/// <c>&lt;contribution share="@layer.Contribution" of="@largest" ai="@layer.DeclaredAi" /&gt;</c>: share of the visible picture
/// as a number and a bar that is scaled to the largest layer; hatched where AI was declared.
/// </summary>
public sealed class ContributionTagHelper : PartTagHelper
{
    /// <summary>Null if it was not measured.</summary>
    public double? Share { get; set; }

    public double Of { get; set; } = 1;

    public bool Ai { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<span class="contrib">{(Share is { } share ? Figures.Percent(share) : "–")}<progress class="meter" max="100" value="{Length}" data-tone="{(Ai ? "ai" : "grey")}" aria-hidden="true"></progress></span>""");

    private string Length => (Of > 0 ? Math.Clamp((Share ?? 0) / Of * 100, 0, 100) : 0).ToString("0.##", CultureInfo.InvariantCulture);
}
