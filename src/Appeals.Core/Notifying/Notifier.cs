using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Notifying;

/// <summary>Adds mails to the caller's transaction, in the recipient's language. <see cref="EmailJob"/> sends them.</summary>
public sealed class Notifier(AppealsDb db, Links links, IOptions<ServiceLevelOptions> serviceLevels, TimeProvider time)
{
    private const int SubjectLength = 300;

    public Task Received(Appeal appeal, CancellationToken cancellation = default) =>
        Tell(appeal, EmailKind.AppealReceived, mails => mails.Received(), cancellation);

    public Task Asked(Appeal appeal, Message question, CancellationToken cancellation = default) =>
        Tell(appeal, EmailKind.QuestionAsked, mails => mails.Asked(question, question.At + serviceLevels.Value.LongestPause), cancellation);

    public async Task Decided(Appeal appeal, Decision decision, CancellationToken cancellation = default)
    {
        var clause = await db.PolicyClauses.AsNoTracking().SingleOrDefaultAsync(c => c.PlatformId == appeal.PlatformId && c.Code == decision.Clause, cancellation);
        await Tell(appeal, EmailKind.AppealDecided, mails => mails.Decided(decision, clause), cancellation);
    }

    public void ConfirmAddress(Person person, string link) => Tell(person, EmailKind.ConfirmAddress, link);

    public void ResetPassword(Person person, string link) => Tell(person, EmailKind.ResetPassword, link);

    /// <summary>Somebody works for a platform from now on, and needs a password.</summary>
    public void Invited(Person person, string link) => Tell(person, EmailKind.Invited, link);

    /// <summary>Somebody tried to register an address that has an account; only its owner learns so.</summary>
    public void AlreadyRegistered(Person person) => Tell(person, EmailKind.AlreadyRegistered, links.To("sign-in"));

    public void PasswordChanged(Person person) => Tell(person, EmailKind.PasswordChanged, links.To("forgot-password"));

    public void SecondFactorOn(Person person) => Tell(person, EmailKind.SecondFactorOn, links.To("forgot-password"));

    public void SecondFactorOff(Person person) => Tell(person, EmailKind.SecondFactorOff, links.To("forgot-password"));

    /// <summary>By an operator, whom somebody has asked for it.</summary>
    public void SecondFactorReset(Person person) => Tell(person, EmailKind.SecondFactorReset, links.To("forgot-password"));

    /// <param name="left">How many are still good.</param>
    public void RecoveryCodeUsed(Person person, int left) => Tell(person, EmailKind.RecoveryCodeUsed, links.To("forgot-password"), left);

    private async Task Tell(Appeal appeal, EmailKind kind, Func<AppealMails, Mail> write, CancellationToken cancellation)
    {
        var creator = await db.Users.FindAsync([appeal.CreatorId], cancellation) ?? throw new InvalidOperationException("The appeal has no creator.");
        var work = await db.Works.FindAsync([appeal.WorkId], cancellation) ?? throw new InvalidOperationException("The appeal has no work.");
        var label = await db.Labels.FindAsync([appeal.LabelId], cancellation) ?? throw new InvalidOperationException("The appeal has no label.");
        var words = MailWords.For(creator.Language, creator.TimeZone);
        var mail = write(new AppealMails(words, appeal, work, label, creator, links.Appeal(appeal.Reference)));
        Add(creator, kind, mail, words, appeal.Id, await FirstMailAsync(appeal.Id, cancellation));
    }

    private void Tell(Person person, EmailKind kind, string link, params object[] values)
    {
        var words = MailWords.For(person.Language, person.TimeZone);
        var mail = new Mail
        {
            Subject = words[$"{kind}_Subject"],
            Heading = words[$"{kind}_Heading"],
            Greeting = words["Greeting", OneLine.Of(person.DisplayName)],
            Parts = [new Paragraph(words[$"{kind}_What", values])],
            Button = new MailButton(words[$"{kind}_Button"], link),
            Foot = [words[$"{kind}_NotYou"]],
        };
        Add(person, kind, mail, words);
    }

    private async Task<string?> FirstMailAsync(Guid appealId, CancellationToken cancellation) =>
        db.Emails.Local.Where(e => e.AppealId == appealId).MinBy(e => e.CreatedAt)?.MessageId
        ?? await db.Emails.Where(e => e.AppealId == appealId).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).Select(e => e.MessageId).FirstOrDefaultAsync(cancellation);

    private void Add(Person person, EmailKind kind, Mail mail, MailWords words, Guid? appealId = null, string? inReplyTo = null)
    {
        var id = time.NewId();
        var now = time.Now();
        db.Emails.Add(new EmailMessage
        {
            Id = id,
            Kind = kind,
            PersonId = person.Id,
            AppealId = appealId,
            To = person.Email ?? throw new InvalidOperationException("The person has no address."),
            ToName = OneLine.Of(person.DisplayName),
            Language = person.Language,
            Subject = OneLine.Of(mail.Subject, SubjectLength),
            Text = PlainMail.Write(mail, words),
            Html = HtmlMail.Write(mail, words),
            MessageId = $"<{id:N}@{links.Host}>",
            InReplyTo = inReplyTo,
            CreatedAt = now,
            NextAttemptAt = now,
        });
    }
}
