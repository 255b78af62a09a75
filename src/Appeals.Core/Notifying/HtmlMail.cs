using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Appeals.Core.Notifying;

/// <summary>A mail as HTML: tables and inline styles, because mail programs know little else. Every value is encoded.</summary>
internal static class HtmlMail
{
    private const string Sans = "'Segoe UI',-apple-system,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',Arial,sans-serif";
    private const string Body = $"margin:0 0 16px;font:400 16px/1.6 {Sans};color:#1b1b1b";
    private const string Cell = "padding:10px 0;border-top:1px solid #dadada;font:";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string Frame = ReadFrame();

    public static string Write(Mail mail, MailWords words)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lang"] = words.Culture.TwoLetterISOLanguageName == "zh" ? "zh-Hans" : words.Culture.Name,
            ["brand"] = Encode(words["Brand"]),
            ["subject"] = Encode(mail.Subject),
            ["heading"] = Encode(mail.Heading),
            ["reference"] = Encode(mail.Reference ?? ""),
            ["greeting"] = P(mail.Greeting),
            ["parts"] = string.Concat(mail.Parts.Select(Of)),
            ["link"] = Encode(mail.Button.Link),
            ["button"] = Encode(mail.Button.Says),
            ["foot"] = string.Concat(mail.Foot.Select(line => $"<p class=\"t2\" style=\"margin:0 0 10px;font:400 14px/1.6 {Sans};color:#4d4d4d\">{Encode(line)}</p>")),
            ["sans"] = Sans,
        };
        return Fill(values);
    }

    /// <summary>One pass, so that a value that looks like a placeholder stays what it is.</summary>
    private static string Fill(Dictionary<string, string> values)
    {
        var pieces = Frame.Split("{{");
        return pieces[0] + string.Concat(pieces.Skip(1).Select(piece =>
        {
            var end = piece.IndexOf("}}", StringComparison.Ordinal);
            return values[piece[..end]] + piece[(end + 2)..];
        }));
    }

    private static string Of(MailPart part) => part switch
    {
        Paragraph paragraph => P(paragraph.Text),
        Quote quote => $"<p class=\"t1\" style=\"{Body};margin-bottom:4px\"><b>{Encode(quote.Title)}</b></p>" +
            $"<blockquote class=\"rule t1\" style=\"{Body};padding:2px 0 2px 16px;border-left:3px solid #dadada\">{Lines(quote.Text)}</blockquote>",
        Facts facts => "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px\">" +
            string.Concat(facts.Rows.Select(row => Row(row.Name, row.Value))) + "</table>",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static string Row(string name, string value) =>
        $"<tr><td class=\"half rule t2\" width=\"36%\" valign=\"top\" style=\"{Cell}400 15px/1.5 {Sans};color:#4d4d4d\">{Encode(name)}</td>" +
        $"<td class=\"half rule t1\" valign=\"top\" style=\"{Cell}600 15px/1.5 {Sans};color:#1b1b1b\">{Encode(value)}</td></tr>";

    private static string P(string text) => $"<p class=\"t1\" style=\"{Body}\">{Lines(text)}</p>";

    private static string Lines(string text) => string.Join("<br>", text.ReplaceLineEndings("\n").Split('\n').Select(Encode));

    private static string Encode(string text) => Encoder.Encode(text);

    private static string ReadFrame()
    {
        using var stream = typeof(HtmlMail).Assembly.GetManifestResourceStream($"{typeof(HtmlMail).Namespace}.Mail.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
