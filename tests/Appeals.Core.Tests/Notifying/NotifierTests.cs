using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Notifying;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Notifying;

public sealed class NotifierTests : CoreTest
{
    [Fact]
    public async Task Submit_WhenCreatorReadsChinese_WritesAChineseMailWithReferencePromiseAndLink()
    {
        var appeal = await Services.FileAsync(World, Label);

        var mail = await SingleAsync(EmailKind.AppealReceived);

        Assert.Equal($"[{appeal.Reference}] 已收到你对《Night ferry, Lantern Bay》的申诉", mail.Subject);
        Assert.Contains("Lin Ji，你好：", mail.Text, StringComparison.Ordinal);
        Assert.Contains("决定时间不晚于：2026 年 11 月 22 日（周日）14:20（上海）", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"https://appeals.example.test/appeals/{appeal.Reference}\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("lang=\"zh-Hans\"", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_WhenReviewerAsks_QuotesTheQuestionAndSaysUntilWhenTheClockWaits()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);

        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?\nAnd when?", World.As(World.Reviewer));

        var mail = await SingleAsync(EmailKind.QuestionAsked);
        Assert.Contains("> Which layer?\n> And when?", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Which layer?<br>And when?", mail.Html, StringComparison.Ordinal);
        Assert.Contains("2026 年 11 月 26 日（周四）14:20", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_OfOneAppeal_HangTogetherUnderTheFirst()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", World.As(World.Reviewer));

        var first = await SingleAsync(EmailKind.AppealReceived);
        var second = await SingleAsync(EmailKind.QuestionAsked);

        Assert.Null(first.InReplyTo);
        Assert.Equal(first.MessageId, second.InReplyTo);
        Assert.Matches("^<[0-9a-f]{32}@appeals.example.test>$", second.MessageId);
        Assert.NotEqual(first.MessageId, second.MessageId);
    }

    [Theory]
    [InlineData(Outcome.LabelRemoved, "The label was wrong. It comes off.", "Label from now on: none")]
    [InlineData(Outcome.RelabelledAiAssisted, "The label was wrong. It becomes “AI-assisted”.", "Label from now on: “AI-assisted”")]
    [InlineData(Outcome.LabelUpheld, "The label stays.", "Label from now on: “疑似 AI 生成”, as before")]
    public async Task Decided_ForEachOutcome_SaysVerdictLabelRuleReasonsAndRedress(Outcome outcome, string verdict, string after)
    {
        var appeal = await FileInEnglishAsync();

        var mail = await DecideAsync(appeal, outcome, "The layers make the picture.");

        Assert.StartsWith(verdict, mail.Text, StringComparison.Ordinal);
        Assert.Contains("Label before: “疑似 AI 生成”", mail.Text, StringComparison.Ordinal);
        Assert.Contains(after, mail.Text, StringComparison.Ordinal);
        Assert.Contains("Clause 4.2: Mainly assisting use", mail.Text, StringComparison.Ordinal);
        Assert.Contains("> The layers make the picture.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("out-of-court dispute settlement body", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Decided by a person on Thu 19 Nov 2026, 14:20 (Shanghai).", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decided_WhenReasonsHoldMarkup_ShowsItAsText()
    {
        var appeal = await FileInEnglishAsync();

        var mail = await DecideAsync(appeal, Outcome.LabelUpheld, "<script>alert(1)</script> {{link}} & \"quoted\"");

        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; {{link}} &amp; &quot;quoted&quot;", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subject_WhenTitleHoldsLineBreaksAndDirectionMarks_StaysOneCleanLine()
    {
        await using (var db = Services.Open())
            await db.Works.ExecuteUpdateAsync(set => set.SetProperty(w => w.Title, ("Ferry\r\nBcc: x@evil.example\u202Egnp" + new string('長', 280))[..Work.TitleLength]));

        await Services.FileAsync(World, Label);

        var mail = await SingleAsync(EmailKind.AppealReceived);
        Assert.DoesNotContain(mail.Subject, c => char.IsControl(c) || c == '\u202E');
        Assert.True(mail.Subject.Length <= 300);
    }

    private async Task<Appeal> FileInEnglishAsync()
    {
        await using var db = Services.Open();
        await db.Users.Where(p => p.Id == World.Creator.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Language, "en"));
        return await Services.FileAsync(World, Label);
    }

    private async Task<EmailMessage> DecideAsync(Appeal appeal, Outcome outcome, string reasons)
    {
        await using var db = Services.Open();
        await Services.NewNotifier(db).Decided(appeal, new Decision { Outcome = outcome, Clause = World.Clause, Reasons = reasons, DecidedAt = Time.Now });
        await db.SaveChangesAsync();
        return await SingleAsync(EmailKind.AppealDecided);
    }

    private async Task<EmailMessage> SingleAsync(EmailKind kind)
    {
        await using var db = Services.Open();
        return await db.Emails.SingleAsync(e => e.Kind == kind);
    }
}
