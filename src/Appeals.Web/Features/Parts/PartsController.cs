using System.ComponentModel.DataAnnotations;
using Appeals.Core.Filing;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Parts;

/// <summary>All parts of the interface on one page, to look at while building; ?density=compact shows the desk's.</summary>
[Authorize(Policies.DevelopmentOnly)]
public sealed class PartsController(TimeProvider clock) : Controller
{
    [HttpGet("/dev/parts")]
    public IActionResult Parts(string? density) => Show(new PartsForm { Ground = Ground.AiAssisted }, density);

    [HttpPost("/dev/parts")]
    public IActionResult Parts(PartsForm form, string? density) => Show(form, density);

    [HttpGet("/dev/broken")]
    public IActionResult Broken() => throw new InvalidOperationException("Broken on purpose.");

    private ViewResult Show(PartsForm form, string? density)
    {
        ViewData["Density"] = density;
        ViewData["Now"] = clock.GetUtcNow().UtcDateTime;
        return View(form);
    }
}

public sealed class PartsForm
{
    [Required, EmailAddress, Display(Name = "Email")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "StatementMissing"), StringLength(200), Display(Name = "Statement")]
    public string? Statement { get; set; }

    [Range(0, 100), Display(Name = "Share")]
    public int? Share { get; set; }

    public Ground? Ground { get; set; }

    [Range(typeof(bool), "true", "true", ErrorMessage = "SignedMissing")]
    public bool Agreed { get; set; }
}

public sealed class PartsText;
