using Appeals.Core.Metrics;
using Appeals.Core.People;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Dashboard;

[Authorize(Policies.LeadOrAdmin)]
public sealed class DashboardController(FiguresShelf figures, ReaderZone zone) : Controller
{
    [HttpGet("/dashboard")]
    public async Task<IActionResult> Dashboard(CancellationToken cancellation) =>
        User.ToActor().PlatformId is { } platform ? View(await figures.GetAsync(platform, zone.Zone, cancellation)) : Forbid();
}

public sealed class DashboardText;
