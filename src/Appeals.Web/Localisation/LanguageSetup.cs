using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;

namespace Appeals.Web.Localisation;

public static class LanguageSetup
{
    public static void AddLanguages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LocalizationOptions>();
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        services.AddSingleton<IStringLocalizerFactory, StrictLocalizerFactory>();
        services.AddTransient(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages.English).AddSupportedCultures([.. Languages.All]).AddSupportedUICultures([.. Languages.All]);
            options.RequestCultureProviders = [new LanguageChoice()];
        });
        // Chinese stays readable in the page source instead of becoming one entity per character
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddScoped<ReaderZone>();
        services.AddScoped<ReaderTime>();
    }

    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization();
}
