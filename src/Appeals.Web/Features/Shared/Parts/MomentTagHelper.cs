using System.Globalization;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

public enum MomentStyle { Moment, Brief, Day, DayShort, Clock }

/// <summary><c>&lt;moment at="@utc" as="Brief" /&gt;</c>: a <c>time</c> element in the reader's zone and language.</summary>
public sealed class MomentTagHelper(ReaderTime time) : PartTagHelper
{
    public DateTime At { get; set; }

    public MomentStyle As { get; set; }

    protected override IHtmlContent Render(IHtmlContent inside) =>
        Markup.Of($"<time datetime=\"{At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}\">{Words}</time>");

    private string Words => As switch
    {
        MomentStyle.Brief => time.Brief(At),
        MomentStyle.Day => time.Day(At),
        MomentStyle.DayShort => time.DayShort(At),
        MomentStyle.Clock => time.Clock(At),
        _ => time.Moment(At),
    };
}
