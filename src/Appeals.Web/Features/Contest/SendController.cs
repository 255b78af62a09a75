using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Scheduling;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Contest;

/// <summary>Sends the draft as it was shown.</summary>
[Authorize(Policies.Creator)]
public sealed class SendController(FilingService filing, DraftQueries queries, Nudge nudge, IStringLocalizer<SharedText> words) : Controller
{
    [HttpPost("/appeals/{reference}/draft/check")]
    public async Task<IActionResult> Send(string reference, SendForm form, CancellationToken cancellation)
    {
        var creator = User.ToActor();
        var page = await queries.PageAsync(reference, DraftStep.Check, creator, cancellation);
        if (page.Draft.State != AppealState.Draft) return Redirect($"/appeals/{reference}/receipt?already=true");
        if (page.Gaps.Any()) return Show(page, form, StatusCodes.Status200OK);
        try
        {
            await filing.SubmitAsync(reference, form.Version, creator, cancellation);
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError("", words.Word(refused.Refusal));
            return Show(page, form, StatusCodes.Status200OK);
        }
        catch (Exception late) when (late is DbUpdateException or InvalidTransitionException)
        {
            return await LateAsync(reference, form, creator, cancellation);
        }
        await nudge.WakeAsync<AnalysisJob>(cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
        return Redirect($"/appeals/{reference}/receipt");
    }

    /// <summary>Another tab changed the draft, or sent it: nothing is sent that was not seen, and nothing twice.</summary>
    private async Task<IActionResult> LateAsync(string reference, SendForm form, Actor creator, CancellationToken cancellation)
    {
        var page = await queries.PageAsync(reference, DraftStep.Check, creator, cancellation);
        if (page.Draft.State != AppealState.Draft) return Redirect($"/appeals/{reference}/receipt?already=true");
        ModelState.Remove(nameof(DraftForm.Version));
        form.Version = page.Draft.Version;
        return Show(page with { IsConflict = true }, form, StatusCodes.Status409Conflict);
    }

    private ViewResult Show(DraftPage page, SendForm form, int status)
    {
        foreach (var gap in page.Gaps) ModelState.AddModelError("", words.Word(gap));
        Response.StatusCode = status;
        ViewData["Page"] = page;
        return View("Check", form);
    }
}
