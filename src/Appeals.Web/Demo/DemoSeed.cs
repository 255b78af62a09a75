using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <summary>
/// Fills an empty database so that every page has something to show. Each piece is looked for before it is made, so a start that was cut short
/// is finished by the next. All times count back from the moment at which the platform was made.
/// </summary>
public sealed class DemoSeed(AppealsDb db, DemoPeople people, DemoGallery gallery, DemoCases cases, DemoArchive archive, ApiKeyService keys, IOptions<DemoOptions> options, TimeProvider time)
{
    public const string PlatformName = "画间 Huajian";

    public async Task SeedAsync(CancellationToken cancellation)
    {
        var platform = await EnsurePlatformAsync(cancellation);
        await keys.AdmitAsync(platform.Id, DemoGate.KeyName, options.Value.ApiKey, cancellation);
        var cast = await people.EnsureAsync(platform);
        await gallery.EnsureAsync(platform, cast, cancellation);
        await cases.EnsureAsync(platform, cast, cancellation);
        await archive.EnsureAsync(platform, cast, cancellation);
    }

    private async Task<Platform> EnsurePlatformAsync(CancellationToken cancellation)
    {
        if (await db.Platforms.SingleOrDefaultAsync(p => p.Name == PlatformName, cancellation) is { } there) return there;
        var platform = new Platform { Id = time.NewId(), Name = PlatformName, CreatedAt = time.Now() };
        platform.Clauses.AddRange(StandardClauses.For(platform.Id, time));
        db.Platforms.Add(platform);
        await db.SaveChangesAsync(cancellation);
        return platform;
    }
}
