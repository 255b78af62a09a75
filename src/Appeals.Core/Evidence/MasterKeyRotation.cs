using System.Xml.Linq;
using Appeals.Core.Data;
using Appeals.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Evidence;

/// <param name="Files">Wrapped anew under the current key.</param>
/// <param name="Retired">Keys that nothing is wrapped under any more; they may be taken out of the ring.</param>
public sealed record RotationOutcome(int Files, int Uploads, int ProtectionKeys, int SecondFactors, IReadOnlyList<string> Retired);

/// <summary>Wraps every key anew under the current master key. The files themselves are not touched. May be repeated, also while the nodes run.</summary>
public sealed class MasterKeyRotation(AppealsDb db, MasterKeyRing ring, TimeProvider time)
{
    private const int Batch = 200;

    public async Task<RotationOutcome> RunAsync(CancellationToken cancellation)
    {
        // uploads first: one that completes meanwhile hands its wrapped key on to a file
        var uploads = await RewrapUploadsAsync(cancellation);
        var files = await RewrapFilesAsync(cancellation);
        return new RotationOutcome(files, uploads, await RewrapProtectionKeysAsync(cancellation), await RewrapSecondFactorsAsync(cancellation), await RetireAsync(cancellation));
    }

    private async Task<int> RewrapFilesAsync(CancellationToken cancellation)
    {
        var done = 0;
        while (true)
        {
            var batch = await db.StoredFiles.AsNoTracking().Where(f => f.WrappedKey != null && f.MasterKeyId != ring.CurrentId).OrderBy(f => f.Id).Take(Batch).ToListAsync(cancellation);
            foreach (var file in batch)
            {
                var wrapped = ring.Rewrap(new WrappedSecret(file.MasterKeyId, file.WrappedKey!), FileKeys.Purpose(file.Id));
                // a file that is erased at this moment stays erased
                done += await db.StoredFiles.Where(f => f.Id == file.Id && f.WrappedKey != null).ExecuteUpdateAsync(set => set
                    .SetProperty(f => f.WrappedKey, wrapped.Bytes).SetProperty(f => f.MasterKeyId, wrapped.MasterKeyId), cancellation);
            }
            if (batch.Count < Batch) return done;
        }
    }

    private async Task<int> RewrapUploadsAsync(CancellationToken cancellation)
    {
        var batch = await db.Uploads.AsNoTracking().Where(u => u.MasterKeyId != ring.CurrentId).ToListAsync(cancellation);
        foreach (var upload in batch)
        {
            var wrapped = ring.Rewrap(new WrappedSecret(upload.MasterKeyId, upload.WrappedKey), FileKeys.Purpose(upload.Id));
            await db.Uploads.Where(u => u.Id == upload.Id).ExecuteUpdateAsync(set => set
                .SetProperty(u => u.WrappedKey, wrapped.Bytes)
                .SetProperty(u => u.MasterKeyId, wrapped.MasterKeyId)
                .SetProperty(u => u.Version, time.NewId()), cancellation);
        }
        return batch.Count;
    }

    private async Task<int> RewrapProtectionKeysAsync(CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        foreach (var key in await db.DataProtectionKeys.ToListAsync(cancellation)) key.Xml = Rewrap(key.Xml);
        return await db.SaveChangesAsync(cancellation);
    }

    private string Rewrap(string xml)
    {
        var document = XElement.Parse(xml);
        foreach (var wrapped in document.Descendants(MasterKeyXmlEncryptor.ElementName).ToList())
            if (MasterKeyXmlEncryptor.FromElement(wrapped) is var secret && secret.MasterKeyId != ring.CurrentId)
                wrapped.ReplaceWith(MasterKeyXmlEncryptor.ToElement(ring.Rewrap(secret, MasterKeyXmlEncryptor.Purpose)));
        return document.ToString(SaveOptions.DisableFormatting);
    }

    private async Task<int> RewrapSecondFactorsAsync(CancellationToken cancellation)
    {
        var batch = await db.SecondFactors.AsNoTracking().Where(f => f.MasterKeyId != ring.CurrentId).ToListAsync(cancellation);
        foreach (var factor in batch)
        {
            var wrapped = ring.Rewrap(new WrappedSecret(factor.MasterKeyId, factor.WrappedSecret), SecondFactor.Purpose(factor.PersonId));
            await db.SecondFactors.Where(f => f.PersonId == factor.PersonId && f.WrappedSecret == factor.WrappedSecret).ExecuteUpdateAsync(set => set
                .SetProperty(f => f.WrappedSecret, wrapped.Bytes).SetProperty(f => f.MasterKeyId, wrapped.MasterKeyId), cancellation);
        }
        return batch.Count;
    }

    private async Task<IReadOnlyList<string>> RetireAsync(CancellationToken cancellation)
    {
        var old = db.MasterKeyChecks.Where(c => c.MasterKeyId != ring.CurrentId
            && !db.StoredFiles.Any(f => f.WrappedKey != null && f.MasterKeyId == c.MasterKeyId) && !db.Uploads.Any(u => u.MasterKeyId == c.MasterKeyId)
            && !db.SecondFactors.Any(f => f.MasterKeyId == c.MasterKeyId));
        var retired = await old.Select(c => c.MasterKeyId).ToListAsync(cancellation);
        await old.ExecuteDeleteAsync(cancellation);
        return retired;
    }
}
