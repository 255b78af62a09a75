using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

public enum DueState { Ok, Soon, Over, Paused, Met }

/// <summary>What a due clock says: how much of the time is used (0 to 1), the words that matter, and a second line.</summary>
public sealed record Due(DueState State, double Used, string Words, string? Detail = null);

/// <summary><c>&lt;due-clock value="@Model.Due" big="true" /&gt;</c>: a ring whose arc is the time used, and always words. <see cref="DueWords"/> makes the value.</summary>
public sealed class DueClockTagHelper : PartTagHelper
{
    private const double Radius = 9;
    private const double Round = 2 * Math.PI * Radius;

    public required Due Value { get; set; }

    public bool Big { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<span class="due{(Big ? " big" : "")}" data-due="{Value.State.ToString().ToLowerInvariant()}"><svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor">{Ring}</svg><span><b>{Value.Words}</b>{Markup.If(Value.Detail is not null, $"<span>{Value.Detail}</span>")}</span></span>""");

    private IHtmlContent Ring => Markup.Of($"""<circle cx="12" cy="12" r="9" stroke-width="3" opacity=".22"/>{Arc}{Sign}""");

    private IHtmlContent Arc => Markup.Of(
        $"""<circle cx="12" cy="12" r="9" stroke-width="3" stroke-dasharray="{Length} 60" transform="rotate(-90 12 12)"{Markup.Attribute("opacity", Value.State == DueState.Paused ? ".45" : null)}/>""");

    private string Length
    {
        get
        {
            var used = Value.State is DueState.Over or DueState.Met ? 1 : Math.Clamp(Value.Used, 0, 1);
            return (used * Round).ToString("0.0", CultureInfo.InvariantCulture);
        }
    }

    private HtmlString Sign => new(Value.State switch
    {
        DueState.Over => """<path d="M12 7.5v5.5M12 16.2v.3" stroke-width="2.4"/>""",
        DueState.Paused => """<path d="M10 9v6M14 9v6" stroke-width="2.2"/>""",
        DueState.Met => """<path d="m8.2 12.2 2.6 2.6 5-5.2" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>""",
        _ => "",
    });
}
