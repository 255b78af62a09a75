using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Contest;

/// <summary>The steps of a draft. Each save carries the version that its page showed; what another tab saved in between is shown, not overwritten.</summary>
[Authorize(Policies.Creator), Route("/appeals/{reference}/draft")]
public sealed class DraftController(FilingService filing, DraftQueries queries, ReaderTime time, IStringLocalizer<ContestText> texts) : Controller
{
    /// <summary>Sent by draft.js, which wants a short answer.</summary>
    private const string Autosave = "X-Autosave";

    [HttpGet("")]
    public async Task<IActionResult> Resume(string reference, CancellationToken cancellation)
    {
        var page = await queries.PageAsync(reference, DraftStep.Check, User.ToActor(), cancellation);
        return Redirect(DraftSteps.Path(reference, DraftSteps.FirstOpen(page.Draft)));
    }

    [HttpGet("{step}")]
    public async Task<IActionResult> Step(string reference, string step, CancellationToken cancellation)
    {
        if (DraftSteps.All.Where(s => s.ToString().Equals(step, StringComparison.OrdinalIgnoreCase)).Cast<DraftStep?>().SingleOrDefault() is not { } which) return NotFound();
        var page = await queries.PageAsync(reference, which, User.ToActor(), cancellation);
        return page.Draft.State == AppealState.Draft ? Show(page, FormOf(page)) : Redirect($"/appeals/{reference}");
    }

    [HttpPost("reason")]
    public Task<IActionResult> Reason(string reference, ReasonForm form, CancellationToken cancellation) =>
        SaveAsync(reference, DraftStep.Reason, form, _ => new Draft { Ground = form.Ground }, cancellation);

    [HttpPost("files")]
    public Task<IActionResult> Files(string reference, DeclarationForm form, CancellationToken cancellation)
    {
        for (var i = 0; i < form.Uses.Count && !IsAutosave; i++)
            if (form.SaysAi && form.Uses[i].HasHalfAnArea) ModelState.AddModelError($"Uses[{i}].Left", texts["AreaIncomplete"]);
        return SaveAsync(reference, DraftStep.Files, form, page => form.ToDraft(page.KnownLayers), cancellation);
    }

    [HttpPost("words")]
    public Task<IActionResult> Words(string reference, WordsForm form, CancellationToken cancellation) =>
        SaveAsync(reference, DraftStep.Words, form, _ => form.ToDraft(), cancellation);

    [HttpPost("discard")]
    public async Task<IActionResult> Discard(string reference, CancellationToken cancellation)
    {
        await filing.DiscardAsync(reference, User.ToActor(), cancellation);
        return Redirect("/works?done=Discarded");
    }

    private bool IsAutosave => Request.Headers.ContainsKey(Autosave);

    private async Task<IActionResult> SaveAsync(string reference, DraftStep step, DraftForm form, Func<DraftPage, Draft> draftOf, CancellationToken cancellation)
    {
        var creator = User.ToActor();
        var page = await queries.PageAsync(reference, step, creator, cancellation);
        if (page.Draft.State != AppealState.Draft) return Sent(reference, form);
        if (!ModelState.IsValid) return IsAutosave ? UnprocessableEntity(new { said = texts["NotSaved"].Value }) : Show(page, form);
        try
        {
            var saved = await filing.SaveAsync(reference, draftOf(page), form.Version, creator, cancellation);
            if (IsAutosave) return Json(new { version = saved.Version, said = texts["SavedAt", time.Clock(saved.UpdatedAt)].Value });
            return Redirect(DraftSteps.Path(reference, form.Then == DraftForm.Stay ? step : DraftSteps.Next(step)));
        }
        catch (DbUpdateConcurrencyException)
        {
            if (IsAutosave) return Conflict(new { said = texts["ConflictSaid"].Value });
            page = await queries.PageAsync(reference, step, creator, cancellation);
            return page.Draft.State == AppealState.Draft ? ShowConflict(page, form) : Sent(reference, form);
        }
        catch (InvalidTransitionException)
        {
            return Sent(reference, form);
        }
    }

    /// <summary>Another tab has sent the appeal. What was written here is shown, to be copied into a message.</summary>
    private IActionResult Sent(string reference, DraftForm form)
    {
        if (IsAutosave) return Conflict(new { said = texts["SentSaid"].Value });
        Response.StatusCode = StatusCodes.Status409Conflict;
        ViewData["Reference"] = reference;
        return View("Sent", (form as WordsForm)?.Statement);
    }

    private ViewResult ShowConflict(DraftPage page, DraftForm form)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        ModelState.Remove(nameof(DraftForm.Version));
        form.Version = page.Draft.Version;
        return Show(page with { IsConflict = true }, form);
    }

    private ViewResult Show(DraftPage page, DraftForm form)
    {
        (form as DeclarationForm)?.OfferAnother();
        ViewData["Page"] = page;
        return View(page.Step.ToString(), form);
    }

    private static DraftForm FormOf(DraftPage page) => page.Step switch
    {
        DraftStep.Reason => new ReasonForm { Ground = page.Draft.Ground, Version = page.Draft.Version },
        DraftStep.Files => new DeclarationForm
        {
            AiUse = page.Draft.AiUse,
            Signed = page.Draft.DeclarationSignedAt is not null,
            Uses = [.. page.Draft.DeclaredUses.OrderBy(u => u.Id).Select(UseForm.Of)],
            Version = page.Draft.Version,
        },
        DraftStep.Words => new WordsForm { Statement = page.Draft.Statement, Version = page.Draft.Version },
        _ => new SendForm { Version = page.Draft.Version },
    };
}
