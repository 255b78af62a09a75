using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Files;

/// <summary>The files themselves: for their creator, and with a reason for the reviewer who holds the claim, under the blind name.</summary>
[Authorize(Policies.SignedIn)]
public sealed class OriginalsController(FileQueries files, EvidenceStore store, EvidenceViews views, TimeProvider time) : Controller
{
    private const string Bytes = "application/octet-stream";

    [HttpGet("/files/{id:guid}/original")]
    public async Task<IActionResult> AskAsync(Guid id, CancellationToken cancellation)
    {
        var file = await files.OriginalAsync(id, cancellation);
        if (file is null) return NotFound();
        if (file.Appeal.CreatorId == User.PersonId()) return File(await store.OpenReadAsync(file.StoredFile, cancellation), Bytes, file.Name, enableRangeProcessing: true);
        return Holds(file) ? Ask(file) : NotFound();
    }

    [HttpPost("/files/{id:guid}/original")]
    public async Task<IActionResult> OpenAsync(Guid id, OriginalForm form, CancellationToken cancellation)
    {
        var file = await files.OriginalAsync(id, cancellation);
        if (file is null || !Holds(file)) return NotFound();
        if (!ModelState.IsValid) return Ask(file);
        await views.OriginalAsync(file.Appeal, file, User.ToActor(), form.Reason!.Trim(), cancellation);
        return File(await store.OpenReadAsync(file.StoredFile, cancellation), Bytes, file.BlindName);
    }

    private bool Holds(EvidenceFile file)
    {
        var reader = User.ToActor();
        return reader.IsStaffOf(file.Appeal.PlatformId) && (reader.Is(Roles.Reviewer) || reader.Is(Roles.Lead)) && file.Appeal.IsClaimedBy(reader.PersonId, time.Now());
    }

    private ViewResult Ask(EvidenceFile file)
    {
        ViewData["File"] = new OriginalPage(file.Id, file.BlindName, file.StoredFile.Length, file.Appeal.Reference);
        return View("Original", new OriginalForm());
    }
}
