using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Filing;

/// <summary>What a creator does with an appeal. Every method is one transaction; callers wake the jobs afterwards.</summary>
public sealed class FilingService(AppealsDb db, HistoryLog history, AnalysisQueue analyses, Notifier notifier, ServiceClock clock)
{
    /// <summary>Opens a draft against a label, or returns the one that is open already.</summary>
    public async Task<Appeal> StartAsync(Guid labelId, Actor creator, CancellationToken cancellation = default)
    {
        var label = await db.Labels.Include(l => l.Work).SingleOrDefaultAsync(l => l.Id == labelId && l.Work.CreatorId == creator.PersonId, cancellation)
            ?? throw new RefusedException(Refusal.NotFound);
        if (await StandingAsync(labelId, cancellation) is { } standing) return Continue(standing);
        if (label.State != LabelState.Active) throw new RefusedException(Refusal.AlreadyContested);
        if (!label.IsOpen(clock.Now)) throw new RefusedException(Refusal.WindowClosed);
        var appeal = new Appeal
        {
            Id = clock.NewId(),
            Reference = AppealReference.Create(),
            LabelId = label.Id,
            WorkId = label.WorkId,
            PlatformId = label.PlatformId,
            CreatorId = creator.PersonId,
            CreatedAt = clock.Now,
            UpdatedAt = clock.Now,
        };
        db.Appeals.Add(appeal);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return appeal;
        }
        catch (DbUpdateException) when (db.Entry(appeal).State == EntityState.Added)
        {
            // a second tab opened the draft in the same moment
            db.ChangeTracker.Clear();
            return await StandingAsync(labelId, cancellation) is { } other ? Continue(other) : throw new RefusedException(Refusal.AlreadyContested);
        }
    }

    /// <param name="version">The version that the page showed; another tab's save in between makes this one fail.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody was faster.</exception>
    public async Task<Appeal> SaveAsync(string reference, Draft draft, Guid version, Actor creator, CancellationToken cancellation = default)
    {
        var appeal = await db.Appeals.OfCreator(creator).Include(a => a.DeclaredUses).Include(a => a.Label)
            .SingleOrDefaultAsync(a => a.Reference == reference, cancellation) ?? throw new RefusedException(Refusal.NotFound);
        if (appeal.State != AppealState.Draft) throw new InvalidTransitionException(nameof(Appeal), appeal.State.ToString(), nameof(SaveAsync));
        db.Entry(appeal).Property(a => a.Version).OriginalValue = version;
        if (draft.Statement?.Length > Appeal.StatementLength) throw new RefusedException(Refusal.StatementTooLong);
        appeal.Ground = draft.Ground ?? appeal.Ground;
        appeal.Statement = draft.Statement ?? appeal.Statement;
        if (draft.Declaration is { } declaration) Declare(appeal, declaration);
        appeal.UpdatedAt = clock.Now;
        await db.SaveChangesAsync(cancellation);
        return appeal;
    }

    /// <summary>Gives a draft up. Its files are erased by the next sweep; the label can be contested anew.</summary>
    public async Task DiscardAsync(string reference, Actor creator, CancellationToken cancellation = default)
    {
        var draft = await db.Appeals.OfCreator(creator).Include(a => a.Files).SingleOrDefaultAsync(a => a.Reference == reference, cancellation)
            ?? throw new RefusedException(Refusal.NotFound);
        var now = clock.Now;
        draft.Lapse(now);
        foreach (var file in draft.Files) file.RemovedAt ??= now;
        await db.SaveChangesAsync(cancellation);
        await db.Uploads.Where(u => u.AppealId == draft.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.ExpiresAt, now), cancellation);
    }

    /// <summary>Files the draft: appeal, analysis run, clock, history and receipt in one transaction.</summary>
    /// <exception cref="RefusedException">Something is missing, or the window has closed.</exception>
    public async Task<Appeal> SubmitAsync(string reference, Guid version, Actor creator, CancellationToken cancellation = default)
    {
        var appeal = await db.Appeals.OfCreator(creator).Include(a => a.DeclaredUses).ForChangeAsync(reference, cancellation);
        db.Entry(appeal).Property(a => a.Version).OriginalValue = version;
        if (FirstGap(appeal) is { } gap) throw new RefusedException(gap);
        appeal.Submit(clock.Target, clock.Now);
        analyses.AddAnalysis(appeal);
        await history.AppendAsync(appeal, HistoryKind.Filed, creator,
            new { appeal.Ground, appeal.AiUse, appeal.PromisedAt, declaredUses = appeal.DeclaredUses.Count }, appeal.Statement, cancellation);
        await notifier.Received(appeal, cancellation);
        await db.SaveChangesAsync(cancellation);
        return appeal;
    }

    /// <summary>Writes to the reviewer; if they had asked, this is the answer and the clock runs on.</summary>
    public async Task<Message> WriteAsync(string reference, string text, Actor creator, CancellationToken cancellation = default)
    {
        Message.Check(text);
        var appeal = await db.Appeals.OfCreator(creator).ForChangeAsync(reference, cancellation);
        if (!appeal.IsOpen) throw new InvalidTransitionException(nameof(Appeal), appeal.State.ToString(), nameof(WriteAsync));
        var message = new Message { Id = clock.NewId(), AppealId = appeal.Id, Author = MessageAuthor.Creator, AuthorId = creator.PersonId, Text = text.Trim(), At = clock.Now };
        db.Messages.Add(message);
        var answers = appeal.State == AppealState.AwaitingCreator;
        if (answers) appeal.Resume(clock.Target, clock.Now);
        appeal.UpdatedAt = clock.Now;
        await history.AppendAsync(appeal, answers ? HistoryKind.Answered : HistoryKind.MessageWritten, creator, new { message.Id }, message.Text, cancellation);
        await db.SaveChangesAsync(cancellation);
        return message;
    }

    public async Task WithdrawAsync(string reference, Actor creator, CancellationToken cancellation = default)
    {
        var appeal = await db.Appeals.OfCreator(creator).ForChangeAsync(reference, cancellation);
        appeal.Withdraw(clock.Target, clock.Now);
        await history.AppendAsync(appeal, HistoryKind.Withdrawn, creator, cancellation: cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private Refusal? FirstGap(Appeal appeal) =>
        appeal.Label.WindowEndsAt <= clock.Now ? Refusal.WindowClosed
        : appeal.Ground is null ? Refusal.GroundMissing
        : string.IsNullOrWhiteSpace(appeal.Statement) ? Refusal.StatementMissing
        : appeal.AiUse is AiUse.Part or AiUse.Most && appeal.DeclaredUses.Count == 0 ? Refusal.DeclarationIncomplete
        : appeal.AiUse is not null && appeal.DeclarationSignedAt is null ? Refusal.DeclarationNotSigned
        : null;

    private void Declare(Appeal appeal, DraftDeclaration declaration)
    {
        appeal.AiUse = declaration.AiUse;
        appeal.DeclarationSignedAt = declaration.IsSigned ? appeal.DeclarationSignedAt ?? clock.Now : null;
        db.DeclaredUses.RemoveRange(appeal.DeclaredUses);
        db.DeclaredUses.AddRange(declaration.Uses.Select(use => new DeclaredUse
        {
            Id = clock.NewId(),
            AppealId = appeal.Id,
            Tool = use.Tool,
            Purpose = use.Purpose,
            Layers = [.. use.Layers],
            AreaLeft = use.Area?.Left,
            AreaTop = use.Area?.Top,
            AreaWidth = use.Area?.Width,
            AreaHeight = use.Area?.Height,
        }));
    }

    private Task<Appeal?> StandingAsync(Guid labelId, CancellationToken cancellation) =>
        db.Appeals.SingleOrDefaultAsync(a => a.LabelId == labelId && a.State != AppealState.Withdrawn && a.State != AppealState.Lapsed, cancellation);

    private static Appeal Continue(Appeal standing) =>
        standing.State == AppealState.Draft ? standing : throw new RefusedException(Refusal.AlreadyContested);
}
