using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;notice tone="warn" icon="clock"&gt;&lt;div&gt;…&lt;/div&gt;&lt;a class="btn"&gt;…&lt;/a&gt;&lt;/notice&gt;</c>; tones you, warn, bad or none.</summary>
public sealed class NoticeTagHelper : PartTagHelper
{
    public required string Icon { get; set; }

    public string? Tone { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) =>
        Markup.Of($"<div class=\"notice\"{Markup.Attribute("data-tone", Tone)}>{IconOf(Icon)}{inside}</div>");
}

/// <summary><c>&lt;empty-state text="…" action="…" href="…" /&gt;</c>: one sentence why, one action.</summary>
public sealed class EmptyStateTagHelper : PartTagHelper
{
    public required string Text { get; set; }

    public string? Action { get; set; }

    public string? Href { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<div class="empty stack gap-16"><p>{Text}</p>{Markup.If(!string.IsNullOrEmpty(Href), $"<p><a class=\"btn\" href=\"{Href}\">{Action}</a></p>")}{inside}</div>""");
}

/// <summary><c>&lt;explain id="why-due" label="How is this date worked out?" heading="…"&gt;&lt;table&gt;…&lt;/explain&gt;</c>: a button and what it opens.</summary>
public sealed class ExplainTagHelper : PartTagHelper
{
    public required string Id { get; set; }

    public required string Label { get; set; }

    public required string Heading { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<button class="btn quiet duewhy" type="button" popovertarget="{Id}">{IconOf("circle-question-mark")}{Label}</button><div class="explain" id="{Id}" popover role="dialog" aria-labelledby="{Id}-heading"><h3 id="{Id}-heading">{Heading}</h3>{inside}</div>""");
}
