using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Account;

[Authorize(Policies.SignedIn)]
public sealed class AccountController(
    UserManager<Person> people, ProfileService profiles, PasswordService passwords, SessionService sessions, SecondFactorService secondFactors,
    Zones zones, IStringLocalizer<AccountText> texts) : Controller
{
    private const string Path = "/account";
    private static readonly string[] Dones = ["Profile", "Password", "Session", "SecondFactorOff"];

    [HttpGet(Path)]
    public async Task<IActionResult> Account(string? done) => await PersonAsync() is { } person ? await ShowAsync(person, new PasswordForm(), done) : Challenge();

    [HttpPost(Path + "/profile")]
    public async Task<IActionResult> Profile([Bind(Prefix = "Profile")] ProfileForm form, [FromServices] Device device)
    {
        if (await PersonAsync() is not { } person) return Challenge();
        if (!Zones.Has(form.TimeZone)) ModelState.AddModelError("Profile.TimeZone", texts["ZoneUnknown"]);
        if (!ModelState.IsValid) return await ShowAsync(person, new PasswordForm(), null, form);
        await profiles.ChangeAsync(person, form.DisplayName!.Trim(), form.Language!, form.TimeZone!);
        device.Take(person);
        return Redirect($"{Path}?done=Profile");
    }

    [HttpPost(Path + "/password"), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Password([Bind(Prefix = "Password")] PasswordForm form, [FromServices] PasswordProblems problems, [FromServices] SignInManager<Person> signIn,
        CancellationToken cancellation)
    {
        if (await PersonAsync() is not { } person) return Challenge();
        if (!ModelState.IsValid) return await ShowAsync(person, form);
        var result = await passwords.ChangeAsync(person, form.Current!, form.New!, Session?.Id, cancellation);
        var field = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)) ? "Password.Current" : "Password.New";
        if (!problems.Fits(result, ModelState, field)) return await ShowAsync(person, form);
        // every other session ends; this one goes on
        await signIn.RefreshSignInAsync(person);
        return Redirect($"{Path}?done=Password");
    }

    [HttpPost(Path + "/sessions/{id:guid}/end")]
    public async Task<IActionResult> EndSession(Guid id, CancellationToken cancellation)
    {
        await sessions.EndAsync(id, User.PersonId(), cancellation);
        return Redirect($"{Path}?done=Session");
    }

    [HttpPost(Path + "/sessions/end")]
    public async Task<IActionResult> EndSessions([FromServices] SignInManager<Person> signIn, CancellationToken cancellation)
    {
        if (await PersonAsync() is not { } person) return Challenge();
        await sessions.EndOthersAsync(person.Id, kept: null, cancellation);
        // a password that still waits for its code ends, too
        await people.UpdateSecurityStampAsync(person);
        await signIn.SignOutAsync();
        return Redirect($"{AccessSetup.SignInPath}?notice=Everywhere");
    }

    private CurrentSession? Session => HttpContext.Features.Get<CurrentSession>();

    private Task<Person?> PersonAsync() => people.GetUserAsync(User);

    private async Task<ViewResult> ShowAsync(Person person, PasswordForm password, string? done = null, ProfileForm? profile = null)
    {
        profile ??= new ProfileForm { DisplayName = person.DisplayName, Language = person.Language, TimeZone = person.TimeZone };
        var list = zones.All(person.TimeZone).Select(z => new SelectListItem(z.Says, z.Id)).ToList();
        return View("Account", new AccountPage(profile, password, person.Email!, list, Dones.Contains(done, StringComparer.Ordinal) ? done : null)
        {
            SecondFactor = await secondFactors.StateAsync(person, HttpContext.RequestAborted),
            Sessions = [.. (await sessions.ListAsync(person.Id, HttpContext.RequestAborted)).OrderByDescending(s => s.Id == Session?.Id)],
            ThisSession = Session?.Id,
        });
    }
}
