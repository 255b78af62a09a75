using Appeals.Core.People;
using Microsoft.AspNetCore.Localization;

namespace Appeals.Web.Localisation;

/// <summary>What was chosen on this device, else the person's setting, else what the browser asks for.</summary>
public sealed class LanguageChoice : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var choice = Languages.Closest(httpContext.Request.Cookies[Languages.Cookie])
            ?? Languages.Closest(httpContext.User.FindFirst(ActorClaims.Language)?.Value)
            ?? Wishes(httpContext).Select(Languages.Closest).FirstOrDefault(l => l is not null);
        return Task.FromResult(choice is null ? null : new ProviderCultureResult(choice));
    }

    private static IEnumerable<string?> Wishes(HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(w => w.Quality ?? 1).Select(w => w.Value.Value);
}
