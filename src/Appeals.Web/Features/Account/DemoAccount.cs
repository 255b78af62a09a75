using System.Globalization;
using Appeals.Core.People;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Account;

/// <summary>An account that the sign-in page offers in Development. Register any number of them as singletons.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="En">Name and task, e.g. "Lin Ji, seven labelled works".</param>
public sealed record DemoAccount(string Email, string Role, string En, string Zh);

/// <summary>Signs in as one of them without a password, from this machine only.</summary>
[Authorize(Policies.DevelopmentOnly)]
public sealed class DemoAccountController(IEnumerable<DemoAccount> accounts, UserManager<Person> people, SignInManager<Person> signIn, Device device) : Controller
{
    [HttpPost("/dev/sign-in")]
    public async Task<IActionResult> SignIn(string? email, string? returnUrl)
    {
        if (accounts.All(a => a.Email != email) || await people.FindByEmailAsync(email!) is not { } person) return BadRequest();
        // whoever tries the demo keeps their language, in mails too
        person.Language = CultureInfo.CurrentUICulture.Name;
        await people.UpdateAsync(person);
        await signIn.SignInAsync(person, isPersistent: false);
        device.Take(person);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
