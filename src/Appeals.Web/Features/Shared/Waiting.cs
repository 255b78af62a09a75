using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Shared;

/// <param name="Href">The page on which they stand.</param>
public sealed record WaitingPage(int Count, string Href);

/// <summary>The bell: how many appeals wait for this person, an answer of the creator or the reviewer who claimed them. Nothing where nothing waits.</summary>
public sealed class Waiting(AppealsDb db, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var (me, now) = (UserClaimsPrincipal.PersonId(), clock.GetUtcNow().UtcDateTime);
        var creator = UserClaimsPrincipal.IsInRole(Roles.Creator);
        var count = creator
            ? await db.Appeals.CountAsync(a => a.CreatorId == me && a.State == AppealState.AwaitingCreator, HttpContext.RequestAborted)
            : await db.Appeals.CountAsync(a => a.State == AppealState.InReview && a.ClaimedById == me && a.ClaimExpiresAt > now, HttpContext.RequestAborted);
        return count == 0 ? Content("") : View(new WaitingPage(count, creator ? "/appeals" : "/queue"));
    }
}
