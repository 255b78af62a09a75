using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Appeals.Web.Features.Account;

[Authorize(Policies.Anyone)]
public sealed class PasswordController(PasswordService passwords, PasswordProblems problems) : Controller
{
    [HttpGet("/forgot-password")]
    public IActionResult ForgotPassword() => View(new ForgotPasswordForm());

    [HttpPost("/forgot-password"), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> ForgotPassword(ForgotPasswordForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid) return View(form);
        await passwords.ForgotAsync(form.Email!.Trim(), cancellation);
        return Redirect(RegisterController.CheckMailPath);
    }

    [HttpGet("/" + AccountMails.ResetPath)]
    public IActionResult ResetPassword(LinkForm link) => View(new ResetPasswordForm { Person = link.Person, Code = link.Code });

    [HttpPost("/" + AccountMails.ResetPath), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> ResetPassword(ResetPasswordForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid) return View(form);
        var result = await passwords.ResetAsync(form.Person, form.Code, form.Password!, cancellation);
        if (result is null) return View("LinkOver");
        return problems.Fits(result, ModelState, nameof(form.Password)) ? Redirect($"{AccessSetup.SignInPath}?notice=Reset") : View(form);
    }
}
