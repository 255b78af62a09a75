using System.Globalization;
using Appeals.Core.Platforms;
using Appeals.Web.Localisation;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Api;

/// <summary>The platforms' entrance.</summary>
public static class ApiSetup
{
    internal const string Root = "/api";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, PlatformKeyHandler>(Policies.PlatformKeyScheme, null);
        services.AddPlatforms();
        services.AddSingleton<WorkUpload>();
        services.AddTransient<WorkChecks>();
        services.AddScoped<WorkEntrance>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<ApiBehaviorOptions>(api =>
        {
            // the status alone; UseApi writes the problem in our words
            api.SuppressMapClientErrors = true;
            api.InvalidModelStateResponseFactory = _ => new BadRequestResult();
        });
        services.AddOpenApi(ApiDocument.Version, ApiDocument.Describe);
    }

    /// <summary>Everything below /api answers in problem details, never with a page.</summary>
    public static void UseApi(this WebApplication app) => app.UseWhen(http => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase), api =>
    {
        api.Use(SpeakLanguage);
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ApiProblem.WriteAsync, StatusCodeSelector = FriendlyErrors.StatusOf });
        api.UseStatusCodePages(context => ApiProblem.WriteAsync(context.HttpContext));
    });

    public static void MapApi(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Anyone);

    /// <summary>Refusals are written before the languages of pages are chosen.</summary>
    private static Task SpeakLanguage(HttpContext http, RequestDelegate next)
    {
        var wish = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(w => w.Quality ?? 1).Select(w => Languages.Closest(w.Value.Value));
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(wish.FirstOrDefault(w => w is not null) ?? Languages.English);
        return next(http);
    }
}
