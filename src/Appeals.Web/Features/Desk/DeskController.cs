using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Desk;

/// <summary>One appeal on the reviewer's desk: read, claim, ask, decide, undo.</summary>
[Authorize(Policies.Reviewer)]
public sealed class DeskController(ReviewQueries queries, ReviewingService reviewing, DecidingService deciding, DeskPages pages, IStringLocalizer<DeskText> words) : Controller
{
    [HttpGet("/desk/{reference}")]
    public Task<IActionResult> Desk(string reference, CancellationToken cancellation) => ShowAsync(reference, new DecisionForm(), cancellation);

    [HttpPost("/desk/{reference}/claim")]
    public Task<IActionResult> Claim(string reference, CancellationToken cancellation) =>
        TryAsync(reference, new DecisionForm(), () => reviewing.ClaimAsync(reference, User.ToActor(), cancellation), cancellation);

    /// <summary>The page tells that its reader is at work; the answer is when the claim now ends.</summary>
    [HttpPost("/desk/{reference}/renew")]
    public async Task<IActionResult> Renew(string reference, CancellationToken cancellation)
    {
        try
        {
            return Ok(new { (await reviewing.RenewAsync(reference, User.ToActor(), cancellation)).ClaimExpiresAt });
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
            return NotFound();
        }
        catch (Exception lost) when (lost is RefusedException or InvalidTransitionException or DbUpdateConcurrencyException)
        {
            return Conflict();
        }
    }

    [HttpPost("/desk/{reference}/release")]
    public Task<IActionResult> Release(string reference, CancellationToken cancellation) =>
        TryAsync(reference, new DecisionForm(), () => reviewing.ReleaseAsync(reference, User.ToActor(), cancellation), cancellation, "/queue");

    [HttpPost("/desk/{reference}/ask")]
    public Task<IActionResult> Ask(string reference, MessageForm form, CancellationToken cancellation) =>
        TryAsync(reference, new DecisionForm { Question = form.Text }, () => reviewing.AskAsync(reference, form.Text ?? "", User.ToActor(), cancellation), cancellation);

    [HttpPost("/desk/{reference}/message")]
    public Task<IActionResult> Write(string reference, MessageForm form, CancellationToken cancellation) =>
        TryAsync(reference, new DecisionForm { Message = form.Text }, () => reviewing.WriteAsync(reference, form.Text ?? "", User.ToActor(), cancellation), cancellation);

    [HttpPost("/desk/{reference}/decide")]
    public Task<IActionResult> Decide(string reference, DecisionForm form, CancellationToken cancellation) => form.Outcome is not { } outcome
        ? RefuseAsync(reference, form, "OutcomeMissing", cancellation)
        : TryAsync(reference, form, () => deciding.DecideAsync(reference, outcome, form.Clause ?? "", form.Reasons ?? "", User.ToActor(), cancellation), cancellation);

    [HttpPost("/desk/{reference}/undo")]
    public Task<IActionResult> Undo(string reference, CancellationToken cancellation) =>
        TryAsync(reference, new DecisionForm(), () => deciding.UndoAsync(reference, User.ToActor(), cancellation), cancellation);

    /// <summary>Does it and goes on, or shows the desk again with what was typed and why it was not done.</summary>
    private async Task<IActionResult> TryAsync(string reference, DecisionForm form, Func<Task> act, CancellationToken cancellation, string? next = null)
    {
        try
        {
            await act();
            return Redirect(next ?? $"/desk/{reference}");
        }
        catch (RefusedException refused)
        {
            return refused.Refusal == Refusal.NotFound ? NotFound() : await RefuseAsync(reference, form, refused.Refusal.ToString(), cancellation);
        }
        catch (Exception late) when (late is InvalidTransitionException or DbUpdateException)
        {
            return await RefuseAsync(reference, form, "Faster", cancellation, StatusCodes.Status409Conflict);
        }
    }

    private Task<IActionResult> RefuseAsync(string reference, DecisionForm form, string why, CancellationToken cancellation, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        ModelState.Clear();
        ModelState.AddModelError("", words["Refused_" + why]);
        return ShowAsync(reference, form, cancellation);
    }

    private async Task<IActionResult> ShowAsync(string reference, DecisionForm form, CancellationToken cancellation)
    {
        try
        {
            return View(nameof(Desk), pages.Show(await queries.DeskAsync(reference, User.ToActor(), cancellation), form, User.ToActor()));
        }
        catch (RefusedException)
        {
            return NotFound();
        }
    }
}
