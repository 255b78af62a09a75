using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Reviewing;

/// <summary>What a reviewer does before deciding. Every method is one transaction.</summary>
public sealed class ReviewingService(AppealsDb db, HistoryLog history, Notifier notifier, ServiceClock clock)
{
    /// <summary>Takes an appeal; one whose claim has run out can be taken at once. Claiming one's own again renews it.</summary>
    public async Task<Appeal> ClaimAsync(string reference, Actor reviewer, CancellationToken cancellation = default)
    {
        var appeal = await LoadAsync(reference, reviewer, cancellation);
        if (appeal.CreatorId == reviewer.PersonId) throw new RefusedException(Refusal.OwnAppeal);
        if (appeal.IsClaimedBy(reviewer.PersonId, clock.Now)) return await RenewAsync(appeal, reviewer, cancellation);
        if (appeal.State == AppealState.InReview)
        {
            if (appeal.ClaimExpiresAt > clock.Now) throw new RefusedException(Refusal.ClaimedByAnother);
            await ExpireAsync(appeal, cancellation);
        }
        appeal.Claim(reviewer.PersonId, clock.ClaimUntil, clock.Now);
        await history.AppendAsync(appeal, HistoryKind.Claimed, reviewer, new { appeal.ClaimExpiresAt }, cancellation: cancellation);
        await db.SaveChangesAsync(cancellation);
        return appeal;
    }

    /// <summary>The holder is still at work.</summary>
    /// <exception cref="RefusedException">The claim has run out or is another's.</exception>
    public async Task<Appeal> RenewAsync(string reference, Actor reviewer, CancellationToken cancellation = default) =>
        await RenewAsync(await HeldAsync(reference, reviewer, cancellation), reviewer, cancellation);

    public async Task ReleaseAsync(string reference, Actor reviewer, CancellationToken cancellation = default)
    {
        var appeal = await HeldAsync(reference, reviewer, cancellation);
        appeal.Release(clock.Now);
        await history.AppendAsync(appeal, HistoryKind.ClaimReleased, reviewer, cancellation: cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Asks the creator; the claim ends and the creator's clock stands still until they answer or the cap is reached.</summary>
    public async Task<Message> AskAsync(string reference, string text, Actor reviewer, CancellationToken cancellation = default)
    {
        Message.Check(text);
        var appeal = await HeldAsync(reference, reviewer, cancellation);
        var question = NewMessage(appeal, text, reviewer, isQuestion: true);
        appeal.Ask(reviewer.PersonId, clock.Target, clock.Now);
        await history.AppendAsync(appeal, HistoryKind.QuestionAsked, reviewer, new { question.Id }, question.Text, cancellation);
        await notifier.Asked(appeal, question, cancellation);
        await db.SaveChangesAsync(cancellation);
        return question;
    }

    /// <summary>Tells the creator something that needs no answer.</summary>
    public async Task<Message> WriteAsync(string reference, string text, Actor reviewer, CancellationToken cancellation = default)
    {
        Message.Check(text);
        var appeal = await HeldAsync(reference, reviewer, cancellation);
        var message = NewMessage(appeal, text, reviewer, isQuestion: false);
        appeal.RenewClaim(reviewer.PersonId, clock.ClaimUntil, clock.Now);
        appeal.UpdatedAt = clock.Now;
        await history.AppendAsync(appeal, HistoryKind.MessageWritten, reviewer, new { message.Id }, message.Text, cancellation);
        await db.SaveChangesAsync(cancellation);
        return message;
    }

    /// <summary>Claims that ran out go back to the queue; waits that reached their cap end. Returns how many appeals moved.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation = default)
    {
        const int batch = 100;
        var now = clock.Now;
        var waitedSince = now - clock.Target.LongestPause;
        var references = await db.Appeals
            .Where(a => (a.State == AppealState.InReview && a.ClaimExpiresAt <= now)
                || (a.State == AppealState.AwaitingCreator && a.ClockEvents.Any(e => e.Kind == ClockEventKind.Paused)
                    && a.ClockEvents.Where(e => e.Kind == ClockEventKind.Paused).Max(e => e.At) <= waitedSince))
            .OrderBy(a => a.UpdatedAt).Select(a => a.Reference).Take(batch).ToListAsync(cancellation);
        var moved = 0;
        foreach (var reference in references)
        {
            db.ChangeTracker.Clear();
            try
            {
                var appeal = await db.Appeals.ForChangeAsync(reference, cancellation);
                if (appeal.State == AppealState.InReview && appeal.ClaimExpiresAt <= now) await ExpireAsync(appeal, cancellation);
                else if (appeal.State == AppealState.AwaitingCreator) await EndWaitAsync(appeal, cancellation);
                else continue;
                await db.SaveChangesAsync(cancellation);
                moved++;
            }
            catch (DbUpdateException)
            {
                // its reviewer or creator was faster; the next sweep looks again
            }
        }
        return moved;
    }

    private async Task<Appeal> RenewAsync(Appeal appeal, Actor reviewer, CancellationToken cancellation)
    {
        appeal.RenewClaim(reviewer.PersonId, clock.ClaimUntil, clock.Now);
        await db.SaveChangesAsync(cancellation);
        return appeal;
    }

    private async Task ExpireAsync(Appeal appeal, CancellationToken cancellation)
    {
        appeal.Release(clock.Now);
        await history.AppendAsync(appeal, HistoryKind.ClaimExpired, actor: null, cancellation: cancellation);
    }

    private async Task EndWaitAsync(Appeal appeal, CancellationToken cancellation)
    {
        appeal.Resume(clock.Target, clock.Now);
        await history.AppendAsync(appeal, HistoryKind.WaitEnded, actor: null, cancellation: cancellation);
    }

    private Message NewMessage(Appeal appeal, string text, Actor reviewer, bool isQuestion)
    {
        var message = new Message
        {
            Id = clock.NewId(),
            AppealId = appeal.Id,
            Author = MessageAuthor.Reviewer,
            AuthorId = reviewer.PersonId,
            Text = text.Trim(),
            IsQuestion = isQuestion,
            At = clock.Now,
        };
        db.Messages.Add(message);
        return message;
    }

    private Task<Appeal> LoadAsync(string reference, Actor reviewer, CancellationToken cancellation) =>
        db.Appeals.OfStaff(reviewer).ForChangeAsync(reference, cancellation);

    private async Task<Appeal> HeldAsync(string reference, Actor reviewer, CancellationToken cancellation)
    {
        var appeal = await LoadAsync(reference, reviewer, cancellation);
        return appeal.IsClaimedBy(reviewer.PersonId, clock.Now) ? appeal : throw new RefusedException(Refusal.ClaimLost);
    }
}
