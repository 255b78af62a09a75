using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Demo;

/// <summary>Hangs the paintings: the same way as a platform's PUT does, sealed pictures and picture runs included.</summary>
public sealed class DemoGallery(AppealsDb db, DemoFiles files, EvidenceStore store, WorkService works)
{
    private const long LongestPicture = 16 * 1024 * 1024;

    public async Task EnsureAsync(Platform platform, DemoCast cast, CancellationToken cancellation)
    {
        foreach (var work in DemoWork.All)
        {
            var author = work.Author == DemoWork.Lin ? cast.Lin : cast.Ines;
            if (!await db.Works.AnyAsync(w => w.PlatformId == platform.Id && w.ExternalId == work.Id, cancellation)) await HangAsync(platform, work, author, cancellation);
            if (work.Confirmed) await ConfirmAsync(platform, work, author, cancellation);
        }
    }

    private async Task HangAsync(Platform platform, DemoWork work, Person author, CancellationToken cancellation)
    {
        await using var file = files.Open(work.File);
        var picture = await store.SaveAsync(file, LongestPicture, cancellation);
        await works.PutAsync(platform.Id, work.Describe(platform.CreatedAt, author.DisplayName, author.Email!), picture, cancellation);
    }

    private async Task ConfirmAsync(Platform platform, DemoWork work, Person author, CancellationToken cancellation)
    {
        var waiting = await db.Works.SingleOrDefaultAsync(w => w.PlatformId == platform.Id && w.ExternalId == work.Id && w.CreatorId == null, cancellation);
        if (waiting is not null) await works.ConfirmWorkAsync(waiting.Id, author.Id, cancellation);
    }
}
