using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Appeals;

[Authorize(Policies.Creator)]
public sealed class AppealsController(AppealQueries queries) : Controller
{
    private const int Furthest = 10_000;

    [HttpGet("/appeals")]
    public async Task<IActionResult> Appeals(int from, CancellationToken cancellation) =>
        View(await queries.ListAsync(User.ToActor(), Math.Clamp(from, 0, Furthest), cancellation));

    [HttpGet("/appeals/{reference}")]
    public async Task<IActionResult> Appeal(string reference, string? done, CancellationToken cancellation)
    {
        ViewData["Done"] = done is "Written" or "Answered" or "Withdrawn" ? done : null;
        return View(await queries.PageAsync(reference, User.ToActor(), cancellation));
    }

    [HttpGet("/appeals/{reference}/receipt")]
    public async Task<IActionResult> Receipt(string reference, bool already, CancellationToken cancellation) =>
        View(await queries.ReceiptAsync(reference, User.ToActor(), already, cancellation));
}
