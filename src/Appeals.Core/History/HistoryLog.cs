using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.History;

/// <summary>
/// Writes what happened into the caller's transaction, and tells open pages of it. Two writers of one appeal collide on its sequence number,
/// so the chain cannot fork.
/// </summary>
public sealed class HistoryLog(AppealsDb db, TimeProvider time)
{
    private const int SaltLength = 16;

    /// <param name="actor">Null for the system.</param>
    /// <param name="facts">Ids, enums, numbers and times only.</param>
    /// <param name="text">What a person wrote; kept apart, so that it can be erased.</param>
    public async Task AppendAsync(Appeal appeal, HistoryKind kind, Actor? actor, object? facts = null, string? text = null, CancellationToken cancellation = default)
    {
        var last = await LastAsync(appeal.Id, cancellation);
        var id = time.NewId();
        var salt = text is null ? null : RandomNumberGenerator.GetBytes(SaltLength);
        var textHash = text is null ? null : SHA256.HashData([.. salt!, .. Encoding.UTF8.GetBytes(text)]);
        var entry = new HistoryEntry
        {
            Id = id,
            AppealId = appeal.Id,
            Sequence = (last?.Sequence ?? 0) + 1,
            Kind = kind,
            At = time.Now(),
            ActorId = actor?.PersonId,
            ActorRole = actor is null ? null : RoleIn(actor, appeal),
            Facts = facts is null ? "{}" : JsonSerializer.Serialize(facts, HistoryChain.Json),
            TextHash = textHash,
            PreviousHash = last?.Hash ?? new byte[SHA256.HashSizeInBytes],
            Hash = [],
            Text = text is null ? null : new HistoryText { HistoryEntryId = id, Text = text, Salt = salt! },
        };
        db.History.Add(HistoryChain.Hashed(entry));
        db.LiveEvents.Add(new LiveEvent
        {
            AppealId = appeal.Id,
            CreatorId = appeal.CreatorId,
            PlatformId = appeal.PlatformId,
            Kind = LiveEventKind.AppealChanged,
            At = entry.At,
        });
    }

    private async Task<HistoryEntry?> LastAsync(Guid appealId, CancellationToken cancellation) =>
        db.History.Local.Where(h => h.AppealId == appealId).MaxBy(h => h.Sequence)
        ?? await db.History.AsNoTracking().Where(h => h.AppealId == appealId).OrderByDescending(h => h.Sequence).FirstOrDefaultAsync(cancellation);

    private static string RoleIn(Actor actor, Appeal appeal) =>
        actor.PersonId == appeal.CreatorId ? Roles.Creator
        : Roles.Staff.LastOrDefault(actor.Is) ?? throw new InvalidOperationException("Only the creator and staff act on an appeal.");
}
