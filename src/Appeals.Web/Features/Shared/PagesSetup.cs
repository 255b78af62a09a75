using Appeals.Web.Api;
using Appeals.Web.Features.Desk;
using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared;

/// <summary>MVC with one folder per feature: controller, forms, pages and views stand together.</summary>
public static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddControllersWithViews(mvc =>
            {
                mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
                mvc.Filters.Add<StalePageFilter>();
                mvc.Filters.Add<RefusalFilter>();
                mvc.Filters.Add<NullCharacterFilter>();
                mvc.Conventions.Add(new DevelopmentOnlyConvention(builder.Environment));
            })
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization(ValidationMessages.Localise);
        builder.Services.AddOptions<MvcOptions>().Configure<IStringLocalizerFactory>((mvc, texts) => new ValidationMessages(texts).Localise(mvc));
        builder.Services.AddScoped<DueWords>();
        builder.Services.AddScoped<DeskPages>();
        builder.Services.Configure<RazorViewEngineOptions>(razor => razor.ViewLocationExpanders.Add(new FeatureViewLocations()));
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().RequireAuthorization(Policies.Anyone);
        app.MapControllers().WithStaticAssets();
        // an address that leads nowhere is "not found" for everybody, not "sign in first"
        app.MapFallback("{*path}", (HttpContext http) => ApiMethods.Refuse(http) ?? Results.NotFound()).RequireAuthorization(Policies.Anyone);
    }
}
