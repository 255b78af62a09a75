using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Appeals;

/// <summary>What a creator does with an appeal after sending it. A message that comes too late is shown again, so that nothing written is lost.</summary>
[Authorize(Policies.Creator)]
public sealed class AnswersController(FilingService filing, AppealQueries queries, IStringLocalizer<AppealsText> texts, IStringLocalizer<SharedText> words) : Controller
{
    [HttpPost("/appeals/{reference}/messages")]
    public async Task<IActionResult> Write(string reference, [Bind(Prefix = "Write")] WriteForm form, CancellationToken cancellation)
    {
        var creator = User.ToActor();
        var page = await queries.PageAsync(reference, creator, cancellation);
        if (!ModelState.IsValid) return Show(page, form, StatusCodes.Status200OK);
        try
        {
            await filing.WriteAsync(reference, CleanText.Lines(form.Text!), creator, cancellation);
            return Redirect($"/appeals/{reference}?done={(page.Question is null ? "Written" : "Answered")}#conversation");
        }
        catch (RefusedException refused) when (refused.Refusal != Refusal.NotFound)
        {
            ModelState.AddModelError("Write.Text", words.Word(refused.Refusal));
            return Show(page, form, StatusCodes.Status200OK);
        }
        catch (Exception late) when (late is InvalidTransitionException or DbUpdateException)
        {
            ModelState.AddModelError("Write.Text", texts["MovedOn"]);
            return Show(await queries.PageAsync(reference, creator, cancellation), form, StatusCodes.Status409Conflict);
        }
    }

    [HttpPost("/appeals/{reference}/withdraw")]
    public async Task<IActionResult> Withdraw(string reference, CancellationToken cancellation)
    {
        await filing.WithdrawAsync(reference, User.ToActor(), cancellation);
        return Redirect($"/appeals/{reference}?done=Withdrawn");
    }

    private ViewResult Show(AppealPage page, WriteForm form, int status)
    {
        Response.StatusCode = status;
        return View("Appeal", page with { Write = form });
    }
}
