using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Works;

[Authorize(Policies.Creator)]
public sealed class WorksController(WorksQueries queries, WorkService works) : Controller
{
    private const string Path = "/works";

    [HttpGet(Path)]
    public async Task<IActionResult> Works(string? done, CancellationToken cancellation)
    {
        ViewData["Done"] = done is "Confirmed" or "Discarded" ? done : null;
        return View(await queries.PageAsync(User.ToActor(), cancellation));
    }

    [HttpPost(Path + "/{id:guid}/confirm")]
    public async Task<IActionResult> Confirm(Guid id, CancellationToken cancellation) =>
        await works.ConfirmWorkAsync(id, User.PersonId(), cancellation) ? Redirect($"{Path}?done=Confirmed") : NotFound();
}
