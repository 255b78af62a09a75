using Appeals.Core.Evidence;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Shared;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Home;

/// <summary>The pages everybody may read. Times and sizes in them come from the settings that enforce them.</summary>
[Authorize(Policies.Anyone)]
public sealed class HomeController(IOptions<ServiceLevelOptions> levels, IOptions<EvidenceOptions> evidence, IOptions<SiteOptions> site) : Controller
{
    [HttpGet("/")]
    public IActionResult Landing() => Navigation.HomeOf(User) is { } home ? Redirect(home) : View();

    [HttpGet("/how-it-works")]
    public IActionResult HowItWorks() => View(levels.Value);

    [HttpGet("/how-we-keep-files")]
    public IActionResult HowWeKeepFiles() => View(evidence.Value);

    [HttpGet("/accessibility")]
    public IActionResult Accessibility() => View(site.Value);
}

public sealed class HomeText;
