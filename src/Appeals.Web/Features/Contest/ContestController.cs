using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Contest;

/// <summary>The first step while there is no draft yet; choosing a reason makes one.</summary>
[Authorize(Policies.Creator)]
public sealed class ContestController(FilingService filing, DraftQueries queries, ServiceClock clock, IStringLocalizer<SharedText> words) : Controller
{
    private const string Path = "/contest/{labelId:guid}";

    [HttpGet(Path)]
    public async Task<IActionResult> Contest(Guid labelId, CancellationToken cancellation)
    {
        var label = await queries.LabelAsync(labelId, User.ToActor(), cancellation);
        if (await queries.StandingAsync(labelId, User.ToActor(), cancellation) is { } standing) return Redirect(AddressOf(standing));
        if (!label.IsOpen(clock.Now)) throw new RefusedException(clock.Now >= label.WindowEndsAt ? Refusal.WindowClosed : Refusal.AlreadyContested);
        return View("Start", new ReasonForm(), label);
    }

    [HttpPost(Path)]
    public async Task<IActionResult> Contest(Guid labelId, ReasonForm form, CancellationToken cancellation)
    {
        var creator = User.ToActor();
        var label = await queries.LabelAsync(labelId, creator, cancellation);
        if (!ModelState.IsValid) return View("Start", form, label);
        try
        {
            var draft = await filing.StartAsync(labelId, creator, cancellation);
            // a draft that another tab has begun keeps its reason; it is shown there
            if (draft.Ground is not null && draft.Ground != form.Ground) return Redirect(DraftSteps.Path(draft.Reference, DraftStep.Reason));
            await filing.SaveAsync(draft.Reference, new Draft { Ground = form.Ground }, draft.Version, creator, cancellation);
            return Redirect(DraftSteps.Path(draft.Reference, DraftStep.Files));
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.WindowClosed)
        {
            ModelState.AddModelError("", words.Word(refused.Refusal));
            return View("Start", form, label);
        }
    }

    private static string AddressOf(Appeal standing) =>
        standing.State == AppealState.Draft ? DraftSteps.Path(standing.Reference, DraftSteps.FirstOpen(standing)) : $"/appeals/{standing.Reference}";

    private ViewResult View(string view, ReasonForm form, Core.Platforms.Label label)
    {
        ViewData["Page"] = new StartPage(label);
        return View(view, form);
    }
}
