using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Platforms;

public enum PutOutcome
{
    Created = 1,
    Updated = 2,
    /// <summary>The same as before; nothing was written.</summary>
    Unchanged = 3,
    /// <summary>A new work needs a picture.</summary>
    PictureMissing = 4,
    /// <summary>The label is contested or settled, and what was sent differs from what is being judged.</summary>
    LabelFixed = 5,
}

/// <param name="PictureTaken">The picture that came along now belongs to the work; else its bytes may go.</param>
public sealed record PutResult(PutOutcome Outcome, bool PictureTaken = false);

/// <summary>Takes works and labels from platforms, and lets creators confirm that a work is theirs.</summary>
public sealed class WorkService(AppealsDb db, AnalysisQueue queue, ILookupNormalizer normalizer, TimeProvider time)
{
    private const int Attempts = 3;

    /// <summary>Idempotent by the platform's own ids, also when the same work arrives twice at once.</summary>
    /// <param name="picture">Already sealed in the evidence store; null leaves the picture as it is.</param>
    public async Task<PutResult> PutAsync(Guid platformId, PublishedWork sent, StoredFile? picture, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PutOnceAsync(platformId, sent, picture, cancellation);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // another request wrote the same work in between: look again
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The signed-in person says that the work is theirs. False if there is no such work for this person's confirmed address.</summary>
    public async Task<bool> ConfirmWorkAsync(Guid workId, Guid personId, CancellationToken cancellation = default)
    {
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellation);
        var work = await db.Works.SingleOrDefaultAsync(w => w.Id == workId, cancellation);
        if (work is null || person is not { EmailConfirmed: true, NormalizedEmail: { } email }) return false;
        if (work.CreatorId == personId) return true;
        if (work.CreatorId is not null || work.CreatorEmail != email) return false;
        work.Confirm(personId, email, time.Now());
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private async Task<PutResult> PutOnceAsync(Guid platformId, PublishedWork sent, StoredFile? picture, CancellationToken cancellation)
    {
        var work = await db.Works.Include(w => w.Picture).Include(w => w.Labels.Where(l => l.AppliedAt == sent.Label.AppliedAt))
            .SingleOrDefaultAsync(w => w.PlatformId == platformId && w.ExternalId == sent.ExternalId, cancellation);
        if (work is null && picture is null) return new(PutOutcome.PictureMissing);
        var isNew = work is null;
        work ??= Add(platformId, sent);
        Describe(work, sent);
        if (!Apply(work, sent.Label))
        {
            db.ChangeTracker.Clear();
            return new(PutOutcome.LabelFixed);
        }
        var taken = Show(work, picture);
        if (!db.ChangeTracker.HasChanges()) return new(PutOutcome.Unchanged, taken);
        await db.SaveChangesAsync(cancellation);
        return new(isNew ? PutOutcome.Created : PutOutcome.Updated, taken);
    }

    private Work Add(Guid platformId, PublishedWork sent)
    {
        var work = new Work
        {
            Id = time.NewId(),
            PlatformId = platformId,
            ExternalId = sent.ExternalId,
            Title = sent.Title,
            CreatorExternalId = sent.CreatorExternalId,
            CreatorName = sent.CreatorName,
            CreatorEmail = normalizer.NormalizeEmail(sent.CreatorEmail),
            CreatedAt = time.Now(),
        };
        db.Works.Add(work);
        return work;
    }

    private void Describe(Work work, PublishedWork sent)
    {
        work.Title = sent.Title;
        work.Url = sent.Url;
        work.PublishedAt = sent.PublishedAt;
        work.CommercialUse = sent.CommercialUse;
        work.Language = sent.Language;
        work.CreatorExternalId = sent.CreatorExternalId;
        work.CreatorName = sent.CreatorName;
        work.CreatorEmail = normalizer.NormalizeEmail(sent.CreatorEmail);
    }

    private bool Apply(Work work, AppliedLabel sent)
    {
        var label = work.Labels.SingleOrDefault(l => l.AppliedAt == sent.AppliedAt);
        if (label is null)
        {
            label = new Label { Id = time.NewId(), WorkId = work.Id, PlatformId = work.PlatformId, AppliedAt = sent.AppliedAt };
            work.Labels.Add(label);
            db.Labels.Add(label);
        }
        sent.WriteTo(label);
        return label.State == LabelState.Active || db.Entry(label).State != EntityState.Modified;
    }

    /// <summary>A picture of the same bytes is the same picture. It is there already if it was committed and only the answer was lost.</summary>
    private bool Show(Work work, StoredFile? picture)
    {
        if (picture is not null && work.PictureId == picture.Id) return true;
        if (picture is null || work.Picture?.Sha256.AsSpan().SequenceEqual(picture.Sha256) == true) return false;
        if (db.Entry(picture).State == EntityState.Detached) db.StoredFiles.Add(picture);
        work.PictureId = picture.Id;
        queue.AddPicture(work);
        return true;
    }
}
