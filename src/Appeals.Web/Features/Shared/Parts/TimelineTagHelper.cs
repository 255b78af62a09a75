using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;timeline&gt;&lt;step …/&gt;…&lt;/timeline&gt;</c></summary>
public sealed class TimelineTagHelper : PartTagHelper
{
    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of($"<ol class=\"timeline\">{inside}</ol>");
}

public enum StepState { Done, Now, Ahead }

/// <summary><c>&lt;step heading="Sent" state="Done"&gt;&lt;moment at="@utc" /&gt;&lt;/step&gt;</c>: done, now, or ahead with its promise.</summary>
public sealed class StepTagHelper : PartTagHelper
{
    public required string Heading { get; set; }

    public StepState State { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of($"<li{Mark}><b>{Heading}</b><span class=\"when\">{inside}</span></li>");

    private IHtmlContent Mark => State switch
    {
        StepState.Now => Markup.Attribute("aria-current", "step"),
        StepState.Ahead => Markup.Attribute("data-state", "ahead"),
        _ => HtmlString.Empty,
    };
}
