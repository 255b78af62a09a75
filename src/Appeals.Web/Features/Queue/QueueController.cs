using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Queue;

[Authorize(Policies.Reviewer)]
public sealed class QueueController(ReviewQueries queries, ReviewingService reviewing, ServiceClock clock, DueWords due) : Controller
{
    [HttpGet("/queue")]
    public async Task<IActionResult> Queue(Lane? lane, bool mine, string? find, int page, CancellationToken cancellation)
    {
        var reviewer = User.ToActor();
        var filter = new QueueFilter(lane, mine, find, Math.Clamp(page, 0, int.MaxValue / ReviewQueries.PageSize));
        var reading = await queries.QueueAsync(reviewer, filter, cancellation);
        return View(new QueuePage(filter, reading, [.. reading.Rows.Select(r => Show(r, reviewer))], reading.Next is { } next ? Show(next, reviewer) : null));
    }

    /// <summary>Claims what fits the reviewer best. If a colleague takes it in the same moment, the one after it.</summary>
    [HttpPost("/queue/next")]
    public async Task<IActionResult> Next(CancellationToken cancellation)
    {
        const int attempts = 5;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            if (await queries.NextAsync(User.ToActor(), cancellation) is not { } next) break;
            try
            {
                await reviewing.ClaimAsync(next.Reference, User.ToActor(), cancellation);
                return Redirect($"/desk/{next.Reference}");
            }
            catch (Exception taken) when (taken is RefusedException or InvalidTransitionException or DbUpdateException)
            {
                // somebody was faster
            }
        }
        return Redirect("/queue");
    }

    private QueueItem Show(QueueRow row, Actor reviewer)
    {
        var reading = DecisionClock.Read(row.ClockEvents, clock.Target, clock.Now);
        var claimed = row.State == AppealState.InReview && row.ClaimExpiresAt > clock.Now;
        var claim = row.CreatorId == reviewer.PersonId ? ClaimStanding.Own
            : claimed && row.ClaimedById == reviewer.PersonId ? ClaimStanding.Mine
            : claimed ? ClaimStanding.Another
            : row.State == AppealState.AwaitingCreator ? ClaimStanding.Asked
            : ClaimStanding.Free;
        return new QueueItem(row, due.DecisionForStaff(reading, clock.Target.Span), claim);
    }
}

public enum ClaimStanding { Free, Mine, Another, Asked, Own }

public sealed record QueueItem(QueueRow Row, Due Due, ClaimStanding Claim);

public sealed record QueuePage(QueueFilter Filter, QueueReading Reading, IReadOnlyList<QueueItem> Items, QueueItem? Next)
{
    public int Open => Reading.Lanes.Values.Sum();

    /// <summary>This page's address with one thing changed.</summary>
    public string With(Lane? lane, bool mine, int page) =>
        $"/queue?page={page}" + (lane is null ? "" : $"&lane={lane}") + (mine ? "&mine=true" : "") + (Filter.Find is null ? "" : $"&find={Uri.EscapeDataString(Filter.Find)}");
}

public sealed class QueueText;
