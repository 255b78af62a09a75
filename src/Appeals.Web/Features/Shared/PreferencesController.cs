using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Shared;

/// <summary>Language and theme of this device: plain links that come back to the same page, so that they work without script.</summary>
[Authorize(Policies.Anyone)]
public sealed class PreferencesController(IWebHostEnvironment environment) : Controller
{
    [HttpGet("/language/{language}")]
    public IActionResult Language(string language, string? returnUrl) =>
        Languages.All.Contains(language, StringComparer.Ordinal) ? Remember(Languages.Cookie, language, returnUrl) : NotFound();

    [HttpGet("/theme/{theme}")]
    public IActionResult Theme(string theme, string? returnUrl) =>
        Themes.All.Contains(theme, StringComparer.Ordinal) ? Remember(Themes.Cookie, theme, returnUrl) : NotFound();

    private LocalRedirectResult Remember(string cookie, string choice, string? returnUrl)
    {
        // readable by script: theme.js changes the theme without leaving the page
        Response.Cookies.Append(cookie, choice, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), Path = "/", SameSite = SameSiteMode.Lax, IsEssential = true, Secure = !environment.IsDevelopment(),
        });
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
