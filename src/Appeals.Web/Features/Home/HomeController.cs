using Appeals.Web.Features.Shared;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Home;

[Authorize(Policies.Anyone)]
public sealed class HomeController : Controller
{
    [HttpGet("/")]
    public IActionResult Landing() => Navigation.HomeOf(User) is { } home ? Redirect(home) : View();

    [HttpGet("/how-it-works")]
    public IActionResult HowItWorks() => View();

    [HttpGet("/how-we-keep-files")]
    public IActionResult HowWeKeepFiles() => View();

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View();
}

public sealed class HomeText;
