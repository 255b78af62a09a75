using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;

namespace Appeals.Core.Notifying;

/// <summary>What creators are told about an appeal.</summary>
internal sealed class AppealMails(MailWords words, Appeal appeal, Work work, Label label, Person creator, string link)
{
    private const int LongestTitleInSubject = 120;

    public Mail Received() => Write("Received", "Received_Button",
    [
        new Paragraph(words["Received_What", Title]),
        new Facts([(words["Reference"], appeal.Reference), (words["LabelNow"], LabelBefore), (words["DecisionBy"], words.Moment(appeal.PromisedAt ?? appeal.CreatedAt))]),
        new Paragraph(words["Received_Next"]),
    ], []);

    public Mail Asked(Message question, DateTime pausedUntil) => Write("Asked", "Asked_Button",
    [
        new Paragraph(words["Asked_What", Title]),
        new Quote(words["Asked_Quote"], question.Text),
        new Paragraph(words["Asked_Clock", words.Moment(pausedUntil)]),
    ], []);

    public Mail Decided(Decision decision, PolicyClause? clause)
    {
        var outcome = decision.Outcome.ToString();
        return Write("Decided", "Decided_Button",
        [
            new Paragraph(words["Decided_What_" + outcome, Title]),
            new Facts([(words["LabelBefore"], LabelBefore), (words["LabelAfter"], words["LabelAfter_" + outcome, LabelBefore]), (words["Rule"], RuleOf(decision, clause))]),
            new Quote(words["Reasons"], decision.Reasons),
        ],
        [words["Redress"], words["DecidedByAPerson", words.Moment(decision.DecidedAt)]], "_" + outcome);
    }

    private string Title => OneLine.Of(work.Title);

    private string LabelBefore => label.Notice is { Length: > 0 } notice ? words["Quoted", OneLine.Of(notice)] : words["Tier_" + label.Tier];

    private string RuleOf(Decision decision, PolicyClause? clause) =>
        clause is null ? decision.Clause : words["Clause", clause.Code, words.Culture.TwoLetterISOLanguageName == "zh" ? clause.TitleZh : clause.TitleEn];

    private Mail Write(string kind, string button, MailPart[] parts, string[] foot, string variant = "") => new()
    {
        Subject = $"[{appeal.Reference}] " + words[kind + "_Subject" + variant, OneLine.Of(work.Title, LongestTitleInSubject)],
        Heading = words[kind + "_Heading" + variant],
        Greeting = words["Greeting", OneLine.Of(creator.DisplayName)],
        Parts = parts,
        Button = new MailButton(words[button], link),
        Foot = [.. foot, words["BelongsToAppeal"]],
        Reference = appeal.Reference,
    };
}
