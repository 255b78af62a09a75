using Appeals.Core.People;
using Appeals.Web.Features.Shared;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Account;

[Authorize(Policies.Anyone)]
public sealed class SignInController(SignInService service, RegistrationService registration, Device device, IStringLocalizer<AccountText> texts) : Controller
{
    /// <summary>What the page may say on top, as the key's end.</summary>
    private static readonly string[] Notices = ["Confirmed", "Reset", "Out", "Everywhere"];
    private const string CodePath = AccessSetup.SignInPath + "/code";

    [HttpGet(AccessSetup.SignInPath)]
    public IActionResult SignIn(string? returnUrl, string? notice)
    {
        if (Navigation.HomeOf(User) is { } home) return Redirect(home);
        ViewData["Notice"] = Notices.Contains(notice, StringComparer.Ordinal) ? notice : null;
        return View(new SignInForm { ReturnUrl = returnUrl });
    }

    [HttpPost(AccessSetup.SignInPath), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> SignIn(SignInForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid) return View(form);
        var (outcome, person) = await service.SignInAsync(form.Email!.Trim(), form.Password!);
        switch (outcome)
        {
            case SignInOutcome.SignedIn:
                device.Take(person!);
                return LocalRedirect(Local(form.ReturnUrl));
            case SignInOutcome.CodeNeeded:
                return Redirect($"{CodePath}?returnUrl={Uri.EscapeDataString(Local(form.ReturnUrl))}");
            case SignInOutcome.AddressNotConfirmed:
                await registration.SendConfirmationAgainAsync(person!, cancellation);
                return Redirect(RegisterController.CheckMailPath);
            default:
                ModelState.AddModelError("", texts["SignInRefused"]);
                return View(form);
        }
    }

    [HttpGet(CodePath)]
    public async Task<IActionResult> Code(string? returnUrl, bool recovery) =>
        await service.PendingAsync() is null ? Redirect(AccessSetup.SignInPath) : View(new SignInCodeForm { ReturnUrl = Local(returnUrl), Recovery = recovery });

    [HttpPost(CodePath), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Code(SignInCodeForm form, CancellationToken cancellation)
    {
        if (await service.PendingAsync() is not { } person) return Redirect(AccessSetup.SignInPath);
        if (!ModelState.IsValid) return View(form);
        var kind = await service.AnswerAsync(person, form.Code!, cancellation);
        if (kind == CodeKind.None)
        {
            ModelState.AddModelError(nameof(form.Code), texts[form.Recovery ? "RecoveryCodeWrong" : "CodeWrong"]);
            return View(form);
        }
        device.Take(person);
        var home = Local(form.ReturnUrl);
        // how many are left is worth a page
        return kind == CodeKind.Recovery ? Redirect($"{AccessSetup.SecondFactorPath}?notice=Recovered&returnUrl={Uri.EscapeDataString(home)}") : LocalRedirect(home);
    }

    [HttpPost("/sign-out")]
    public async Task<IActionResult> SignOut([FromServices] SignInManager<Person> signIn)
    {
        await signIn.SignOutAsync();
        return Redirect($"{AccessSetup.SignInPath}?notice=Out");
    }

    private string Local(string? url) => Url.IsLocalUrl(url) ? url : "/";
}
