using System.Globalization;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary><c>&lt;message from="Reviewer" at="@m.SentAt" text="@m.Text" mine="false" /&gt;</c>: roles, not names; what stands inside (files) follows the text.</summary>
public sealed class MessageTagHelper(ReaderTime time) : PartTagHelper
{
    public required string From { get; set; }

    public DateTime At { get; set; }

    public required string Text { get; set; }

    public bool Mine { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) => Markup.Of(
        $"""<article class="msg{(Mine ? " mine" : "")}"><header><b>{From}</b><time datetime="{At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}">{time.Brief(At)}</time></header><p class="written" dir="auto">{Text}</p>{inside}</article>""");
}
