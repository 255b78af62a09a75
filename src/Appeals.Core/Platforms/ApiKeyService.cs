using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Platforms;

/// <summary>Who presented a key.</summary>
public sealed record KeyHolder(Guid KeyId, string KeyName, Guid PlatformId);

/// <summary>Gives, finds and revokes the keys of platforms. A key is shown once, when it is made; afterwards only its hash is known.</summary>
public sealed class ApiKeyService(AppealsDb db, TimeProvider time)
{
    private const int SecretLength = 32;
    private const string Prefix = "apk_";

    /// <returns>The key itself, for its owner to write down.</returns>
    public async Task<string> CreateAsync(Guid platformId, string name, CancellationToken cancellation = default)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        await AdmitAsync(platformId, name, key, cancellation);
        return key;
    }

    /// <summary>Makes a key that was agreed on elsewhere valid. Nothing changes if it is known.</summary>
    public async Task AdmitAsync(Guid platformId, string name, string key, CancellationToken cancellation = default)
    {
        var hash = HashOf(key);
        if (await db.ApiKeys.AnyAsync(k => k.Hash == hash, cancellation)) return;
        db.ApiKeys.Add(new ApiKey { Id = time.NewId(), PlatformId = platformId, Name = name, Hash = hash, CreatedAt = time.Now() });
        await db.SaveChangesAsync(cancellation);
    }

    public Task RevokeAsync(Guid platformId, Guid keyId, CancellationToken cancellation = default)
    {
        var now = time.Now();
        return db.ApiKeys.Where(k => k.PlatformId == platformId && k.Id == keyId && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedAt, now), cancellation);
    }

    /// <summary>Null if the key is unknown or revoked. The search is for the hash, so its timing tells nothing about keys.</summary>
    public async Task<KeyHolder?> FindAsync(string presented, CancellationToken cancellation = default)
    {
        var hash = HashOf(presented);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellation);
        if (key is null) return null;
        await NoteUseAsync(key, cancellation);
        return new KeyHolder(key.Id, key.Name, key.PlatformId);
    }

    private async Task NoteUseAsync(ApiKey key, CancellationToken cancellation)
    {
        var now = time.Now();
        var hour = now.Date.AddHours(now.Hour);
        if (key.LastUsedAt >= hour) return;
        await db.ApiKeys.Where(k => k.Id == key.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, hour), cancellation);
    }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
