using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Analysing;

/// <summary>Keeps an appeal's hashes and looks for them in other creators' appeals. Both happen in the transaction that saves the report.</summary>
public sealed class ReuseSearch(AppealsDb db, TimeProvider time)
{
    /// <summary>One layer alone may be a texture that anybody can have.</summary>
    private const int LeastLayers = 2;

    /// <summary>Puts what was read in the place of what an earlier run found.</summary>
    /// <returns>True if anything is in another creator's appeal.</returns>
    public async Task<bool> RenewAsync(Appeal appeal, AnalysisReport report, CancellationToken cancellation)
    {
        await db.Reuses.Where(r => r.AppealId == appeal.Id).ExecuteDeleteAsync(cancellation);
        await db.StoredHashes.Where(h => h.AppealId == appeal.Id).ExecuteDeleteAsync(cancellation);
        var hashes = report.Hashes.Select(h => StoredHash.Of(h, appeal, time.NewId())).ToList();
        var near = new List<(StoredHash Own, Found Other)>();
        foreach (var hash in hashes)
            await foreach (var other in Candidates(hash).AsAsyncEnumerable().WithCancellation(cancellation))
                if (StoredHash.Distance(hash.Hash, other.Hash) <= StoredHash.Near) near.Add((hash, other));
        var reuses = near.GroupBy(pair => pair.Other.AppealId).Select(group => Describe(appeal.Id, group.Key, [.. group])).Where(r => r.IsWhole || r.Layers >= LeastLayers).ToList();
        db.StoredHashes.AddRange(hashes);
        db.Reuses.AddRange(reuses);
        return reuses.Count > 0;
    }

    /// <summary>Every hash of another creator on this platform that agrees in a band, and so all near ones.</summary>
    private IQueryable<Found> Candidates(StoredHash h) => db.StoredHashes.AsNoTracking()
        .Where(o => o.PlatformId == h.PlatformId && o.CreatorId != h.CreatorId && (o.Layer == null) == (h.Layer == null))
        .Where(o => o.Band0 == h.Band0 || o.Band1 == h.Band1 || o.Band2 == h.Band2 || o.Band3 == h.Band3 || o.Band4 == h.Band4
            || o.Band5 == h.Band5 || o.Band6 == h.Band6 || o.Band7 == h.Band7 || o.Band8 == h.Band8)
        .Select(o => new Found(o.AppealId, o.Hash));

    private Reuse Describe(Guid appealId, Guid otherId, List<(StoredHash Own, Found Other)> pairs) => new()
    {
        Id = time.NewId(),
        AppealId = appealId,
        OtherAppealId = otherId,
        IsWhole = pairs.Exists(p => p.Own.Layer is null),
        Layers = pairs.Select(p => p.Own.Layer).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
        Distance = pairs.Min(p => StoredHash.Distance(p.Own.Hash, p.Other.Hash)),
        FoundAt = time.Now(),
    };

    private sealed record Found(Guid AppealId, long Hash);
}
