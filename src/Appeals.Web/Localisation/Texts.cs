using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Localisation;

public static class Texts
{
    /// <summary>
    /// The text <c>key_one</c> or <c>key_other</c>; {0} is the count, further arguments follow. Chinese has only <c>key_other</c>.
    /// </summary>
    public static string Plural(this IStringLocalizer texts, string key, long count, params object[] arguments)
    {
        var form = count == 1 && !Languages.IsChinese ? "_one" : "_other";
        return texts[key + form, [Figures.Whole(count), .. arguments]];
    }

    /// <summary>The word for a value of the domain, key <c>Type_Value</c>: <c>Outcome_LabelUpheld</c>.</summary>
    public static string Word(this IStringLocalizer texts, Enum value) => texts[$"{value.GetType().Name}_{value}"];

    /// <summary>A text whose placeholders are markup, such as a link inside a sentence. The text itself is encoded.</summary>
    public static IHtmlContent Html(this IStringLocalizer texts, string key, params IHtmlContent[] arguments) =>
        new HtmlContentBuilder().AppendFormat(CultureInfo.CurrentCulture, HtmlEncoder.Default.Encode(texts[key]), [.. arguments]);
}
