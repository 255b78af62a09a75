using Appeals.Core.People;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Appeals.Web.Features.Account;

[Authorize(Policies.Anyone)]
public sealed class RegisterController(RegistrationService registration, PasswordProblems problems, ReaderZone zone) : Controller
{
    public const string CheckMailPath = "/check-mail";

    [HttpGet("/register")]
    public IActionResult Register() => Navigation.HomeOf(User) is { } home ? Redirect(home) : View(new RegisterForm());

    [HttpPost("/register"), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Register(RegisterForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid) return View(form);
        var language = Languages.IsChinese ? Languages.Chinese : Languages.English;
        var newcomer = new Newcomer(form.DisplayName!.Trim(), form.Email!.Trim(), form.Password!, language, zone.Zone.Id);
        var result = await registration.RegisterAsync(newcomer, cancellation);
        return problems.Fits(result, ModelState, nameof(form.Password)) ? Redirect(CheckMailPath) : View(form);
    }

    /// <summary>The same for everybody, whatever the address.</summary>
    [HttpGet(CheckMailPath)]
    public IActionResult CheckMail() => View();

    /// <summary>A page with a button, because programs that look into mails open links too.</summary>
    [HttpGet("/" + AccountMails.ConfirmPath)]
    public IActionResult ConfirmAddress(LinkForm form) => View(form);

    [HttpPost("/" + AccountMails.ConfirmPath), ActionName(nameof(ConfirmAddress))]
    public async Task<IActionResult> ConfirmAddressNow(LinkForm form) =>
        ModelState.IsValid && await registration.ConfirmAsync(form.Person, form.Code) ? Redirect($"{AccessSetup.SignInPath}?notice=Confirmed") : View("LinkOver");
}
