using System.Security.Cryptography;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Appeals.Core.History;

/// <summary>Once a day, puts the heads of all chains under one hash that continues the hash of the day before.</summary>
public sealed class HistorySealJob(AppealsDb db, TimeProvider time) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var yesterday = DateOnly.FromDateTime(now).AddDays(-1);
        var last = await db.HistorySeals.AsNoTracking().OrderByDescending(s => s.Day).FirstOrDefaultAsync(cancellationToken);
        if (last?.Day >= yesterday) return;
        var (hash, count) = await HashHeadsAsync(DateOnly.FromDateTime(now).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), last?.Hash, cancellationToken);
        if (count == 0) return;
        db.HistorySeals.Add(new HistorySeal
        {
            Id = time.NewId(),
            Day = yesterday,
            Appeals = count,
            Hash = hash,
            PreviousHash = last?.Hash ?? new byte[SHA256.HashSizeInBytes],
            SealedAt = now,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<(byte[] Hash, int Count)> HashHeadsAsync(DateTime before, byte[]? previous, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous ?? new byte[SHA256.HashSizeInBytes]);
        var count = 0;
        var heads = db.History.AsNoTracking()
            .Where(h => h.At < before && !db.History.Any(later => later.AppealId == h.AppealId && later.At < before && later.Sequence > h.Sequence))
            .OrderBy(h => h.AppealId).Select(h => new { h.AppealId, h.Hash }).AsAsyncEnumerable();
        await foreach (var head in heads.WithCancellation(cancellation))
        {
            hash.AppendData(head.AppealId.ToByteArray(bigEndian: true));
            hash.AppendData(head.Hash);
            count++;
        }
        return (hash.GetHashAndReset(), count);
    }
}
