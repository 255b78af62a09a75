using Appeals.Analysis.Reports;
using Appeals.Core.Evidence;
using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Appeals.Web.Features.Files;

/// <summary>Reduced pictures. Never public, never by a signed address: whoever asks is checked each time, also when their own cache has the bytes.</summary>
[Authorize(Policies.SignedIn), SkipStatusCodePages]
public sealed class PreviewsController(FileQueries files, EvidenceStore store, EvidenceViews views) : Controller
{
    private const string WebP = "image/webp";

    [HttpGet("/files/previews/{runId:guid}/{**name}")]
    public async Task<IActionResult> PreviewAsync(Guid runId, string name, CancellationToken cancellation)
    {
        var reader = User.ToActor();
        if (await files.PreviewAsync(runId, name, reader, cancellation) is not { } found) return NotFound();
        if (found.Appeal is { } appeal && appeal.CreatorId != reader.PersonId) await views.PreviewAsync(appeal, found.EvidenceFileId, reader, cancellation);
        return await PictureAsync(found.File, cancellation);
    }

    [HttpGet("/works/{id:guid}/picture")]
    public async Task<IActionResult> WorkAsync(Guid id, string? size, CancellationToken cancellation)
    {
        var name = size == "small" ? PreviewNames.PublishedSmall : PreviewNames.Published;
        if (await files.PictureAsync(id, name, User.ToActor(), cancellation) is { } file) return await PictureAsync(file, cancellation);
        return await files.MaySeeWorkAsync(id, User.ToActor(), cancellation) ? NotReady() : NotFound();
    }

    /// <summary>The picture has not been read yet, or could not be.</summary>
    private VirtualFileResult NotReady()
    {
        Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { NoStore = true };
        return File("~/art/not-ready.svg", "image/svg+xml");
    }

    private async Task<FileStreamResult> PictureAsync(StoredFile file, CancellationToken cancellation)
    {
        // kept for the tab's back and forth, but asked for again: rights end
        Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, MaxAge = TimeSpan.Zero, MustRevalidate = true };
        return File(await store.OpenReadAsync(file, cancellation), WebP, lastModified: null, entityTag: new EntityTagHeaderValue($"\"{file.Id:N}\""));
    }
}
