using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>Small pieces of markup from interpolated strings: texts are encoded, markup stays markup.</summary>
public static class Markup
{
    public static IHtmlContent Of(FormattableString markup) => new HtmlFormattableString(CultureInfo.InvariantCulture, markup.Format, markup.GetArguments());

    /// <summary>The markup, or nothing where there is nothing to say.</summary>
    public static IHtmlContent If(bool condition, FormattableString markup) => condition ? Of(markup) : HtmlString.Empty;

    /// <summary>An attribute with a leading space, or nothing where the value is empty (an empty string is what a view passes for null).</summary>
    public static IHtmlContent Attribute(string name, string? value) => string.IsNullOrEmpty(value) ? HtmlString.Empty : Of($" {new HtmlString(name)}=\"{value}\"");
}
