using System.Text;

namespace Appeals.Core.Notifying;

/// <summary>A mail as text: all that the HTML says.</summary>
internal static class PlainMail
{
    public static string Write(Mail mail, MailWords words)
    {
        var text = new StringBuilder();
        Add(mail.Heading);
        Add(mail.Greeting);
        foreach (var part in mail.Parts) Add(Of(part, words));
        Add(words["Labelled", mail.Button.Says, ""].TrimEnd() + "\n" + mail.Button.Link);
        Add("-- ");
        foreach (var line in mail.Foot) Add(line);
        return text.ToString().TrimEnd('\n') + "\n";

        void Add(string block) => text.Append(block).Append("\n\n");
    }

    private static string Of(MailPart part, MailWords words) => part switch
    {
        Paragraph paragraph => paragraph.Text,
        Quote quote => $"{quote.Title}\n{Indented(quote.Text)}",
        Facts facts => string.Join('\n', facts.Rows.Select(row => words["Labelled", row.Name, row.Value])),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static string Indented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => "> " + line));
}
