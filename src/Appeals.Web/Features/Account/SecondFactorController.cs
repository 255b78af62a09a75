using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Account;

/// <summary>The authenticator app and the recovery codes. Open to staff who have none yet and can go nowhere else.</summary>
[Authorize(Policies.SecondFactorSetup)]
public sealed class SecondFactorController(
    UserManager<Person> people, SignInManager<Person> signIn, SecondFactorService secondFactors, IStringLocalizer<AccountText> texts) : Controller
{
    private const string Path = AccessSetup.SecondFactorPath;
    private const string Prefix = nameof(SetupPage.Form);
    private const string AccountPath = "/account";

    [HttpGet(Path)]
    public async Task<IActionResult> SecondFactor(string? returnUrl, string? notice, CancellationToken cancellation)
    {
        if (await people.GetUserAsync(User) is not { } person) return Challenge();
        return person.TwoFactorEnabled
            ? await ShowAsync(person, new ProofForm { ReturnUrl = returnUrl }, notice == "Recovered", cancellation)
            : await ShowSetupAsync(person, new CodeForm { ReturnUrl = returnUrl }, cancellation);
    }

    [HttpPost(Path), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> TurnOn([Bind(Prefix = Prefix)] CodeForm form, CancellationToken cancellation)
    {
        if (await people.GetUserAsync(User) is not { } person) return Challenge();
        // a page that was sent twice shows where things stand
        if (person.TwoFactorEnabled) return Redirect(Path);
        if (!ModelState.IsValid) return await ShowSetupAsync(person, form, cancellation);
        if (await secondFactors.TurnOnAsync(person, form.Code!, Session, cancellation) is not { } codes)
        {
            ModelState.AddModelError($"{Prefix}.{nameof(form.Code)}", texts["SetupCodeWrong"]);
            return await ShowSetupAsync(person, form, cancellation);
        }
        await signIn.RefreshSignInAsync(person);
        return View("RecoveryCodes", new RecoveryCodesPage(codes, Local(form.ReturnUrl) ?? AccountPath, JustOn: true));
    }

    [HttpPost(Path + "/codes"), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Codes([Bind(Prefix = Prefix)] ProofForm form, CancellationToken cancellation)
    {
        if (await people.GetUserAsync(User) is not { TwoFactorEnabled: true } person) return Redirect(Path);
        if (ModelState.IsValid && await secondFactors.RenewCodesAsync(person, form.Password, form.Code!, cancellation) is { } codes)
            return View("RecoveryCodes", new RecoveryCodesPage(codes, Path, JustOn: false));
        return await ShowRefusedAsync(person, form, cancellation);
    }

    [HttpPost(Path + "/off"), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> TurnOff([Bind(Prefix = Prefix)] ProofForm form, CancellationToken cancellation)
    {
        if (await people.GetUserAsync(User) is not { TwoFactorEnabled: true } person) return Redirect(Path);
        if (!ModelState.IsValid || !await secondFactors.TurnOffAsync(person, form.Password, form.Code!, Session, cancellation)) return await ShowRefusedAsync(person, form, cancellation);
        await signIn.RefreshSignInAsync(person);
        return Redirect(IsRequired ? Path : $"{AccountPath}?done=SecondFactorOff");
    }

    private CurrentSession Session => HttpContext.Features.Get<CurrentSession>() ?? throw new InvalidOperationException("Nobody is signed in.");

    private bool IsRequired => Policies.NeedsSecondFactor(User, HttpContext);

    private async Task<IActionResult> ShowSetupAsync(Person person, CodeForm form, CancellationToken cancellation) =>
        View("SecondFactorSetup", new SetupPage(await secondFactors.BeginAsync(person, cancellation), form, IsRequired));

    private Task<IActionResult> ShowRefusedAsync(Person person, ProofForm form, CancellationToken cancellation)
    {
        if (ModelState.IsValid) ModelState.AddModelError("", texts["ProofWrong"]);
        return ShowAsync(person, form, recovered: false, cancellation);
    }

    private async Task<IActionResult> ShowAsync(Person person, ProofForm form, bool recovered, CancellationToken cancellation)
    {
        form.ReturnUrl = Local(form.ReturnUrl);
        return View("SecondFactor", new SecondFactorPage(await secondFactors.StateAsync(person, cancellation), form, person.Email!, IsRequired, person.PasswordHash is not null, recovered));
    }

    private string? Local(string? url) => Url.IsLocalUrl(url) ? url : null;
}
