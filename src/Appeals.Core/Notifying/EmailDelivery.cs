using Appeals.Core.Data;
using Appeals.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Notifying;

/// <summary>
/// Sends what is due. A node claims a mail by moving its next attempt behind the lease, so two nodes do not send the same one;
/// if the node dies, the mail is due again when the lease ends, under the same Message-ID.
/// </summary>
public sealed class EmailDelivery(AppealsDb db, IEmailSender sender, IOptions<EmailOptions> options, TimeProvider time, ILogger<EmailDelivery> log)
{
    public async Task SendDueAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var due = await db.Emails.AsNoTracking().Where(e => e.State == EmailState.Waiting && e.NextAttemptAt <= now)
            .OrderBy(e => e.NextAttemptAt).Take(options.Value.Batch).ToListAsync(cancellation);
        foreach (var email in due)
        {
            // a process that stops claims nothing more, and finishes the mail it is at: broken off now, it might arrive twice
            if (cancellation.IsCancellationRequested) return;
            if (!await ClaimAsync(email, cancellation) || !(await AttemptAsync(email)).ServerDown) continue;
            // the rest stays due, with its attempts; the next sweep knocks again with another mail
            log.LogWarning("The mail server takes nothing; {Waiting} mails of this batch wait on", due.Count - due.IndexOf(email));
            return;
        }
    }

    private async Task<bool> ClaimAsync(EmailMessage email, CancellationToken cancellation)
    {
        var (seen, mine) = (email.Version, time.NewId());
        var until = time.Now() + options.Value.Lease;
        var claimed = await db.Emails.Where(e => e.Id == email.Id && e.Version == seen && e.State == EmailState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Version, mine).SetProperty(e => e.NextAttemptAt, until), cancellation);
        email.Version = mine;
        return claimed == 1;
    }

    private async Task<HandOver> AttemptAsync(EmailMessage email)
    {
        var outcome = await HandOverAsync(email);
        await RecordAsync(email, outcome, CancellationToken.None);
        Instruments.EmailAttempts.Add(1, new KeyValuePair<string, object?>("result", outcome.Error is null ? "sent" : outcome.Permanent ? "failed" : "deferred"));
        if (outcome.Error is { } error) log.LogWarning("Mail {Email} was not taken: {Error}", email.Id, error);
        return outcome;
    }

    private async Task<HandOver> HandOverAsync(EmailMessage email)
    {
        try
        {
            return await sender.SendAsync(email, CancellationToken.None);
        }
        catch (Exception broken)
        {
            // one mail that cannot be sent must not hold up those behind it
            log.LogError(broken, "Mail {Email} broke its sender", email.Id);
            return new HandOver(broken.GetType().Name, Permanent: false);
        }
    }

    private async Task RecordAsync(EmailMessage email, HandOver outcome, CancellationToken cancellation)
    {
        var now = time.Now();
        var attempts = await db.EmailAttempts.CountAsync(a => a.EmailMessageId == email.Id, cancellation) + 1;
        db.Emails.Attach(email);
        email.State = outcome.Error is null ? EmailState.Sent
            : outcome.Permanent || attempts >= options.Value.MaxAttempts ? EmailState.Failed
            : EmailState.Waiting;
        email.SentAt = email.State == EmailState.Sent ? now : null;
        email.NextAttemptAt = email.State == EmailState.Waiting ? now + options.Value.RetryAfter(attempts) : null;
        // the claim changed the row behind the entity's back
        db.Entry(email).Property(e => e.NextAttemptAt).IsModified = true;
        db.EmailAttempts.Add(new EmailAttempt { Id = time.NewId(), EmailMessageId = email.Id, At = now, Succeeded = outcome.Error is null, Error = outcome.Error });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogWarning("Mail {Email} was taken over by another node before its lease was used up here", email.Id);
        }
        db.ChangeTracker.Clear();
    }
}
