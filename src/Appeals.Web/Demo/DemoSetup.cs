using Appeals.Core.Evidence;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <summary>A small platform with people and works to try everything on; in Development, from this machine, never otherwise.</summary>
public static class DemoSetup
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DemoGate>();
        var options = builder.Configuration.GetSection(DemoOptions.Section).Get<DemoOptions>() ?? new DemoOptions();
        if (!builder.Environment.IsDevelopment() || !options.Enabled) return;
        services.AddSingleton(new DemoFiles(builder.Environment.ContentRootPath));
        services.AddScoped<DemoPeople>().AddScoped<DemoGallery>().AddScoped<DemoCases>().AddScoped<DemoArchive>().AddScoped<DemoSeed>();
        foreach (var account in DemoPeople.Accounts) services.AddSingleton(account);
    }

    /// <summary>Adds what is missing, however far an earlier start came, and says where to begin.</summary>
    public static async Task SeedDemoAsync(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DemoGate>().IsOpen) return;
        if (!app.Services.GetRequiredService<DemoFiles>().AreHere)
        {
            app.Logger.LogWarning("Demo: its paintings are not below the content root, so there is none; run the site from its source tree");
            return;
        }
        var evidence = app.Services.GetRequiredService<IOptions<EvidenceOptions>>().Value.Directory;
        using (await DemoTurn.TakeAsync(Path.GetFullPath(evidence, app.Environment.ContentRootPath), app.Lifetime.ApplicationStopping))
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<DemoSeed>().SeedAsync(default);
        var key = app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.ApiKey;
        app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation("Demo: open {Address}/demo; the platform's API key is {Key}", app.Urls.FirstOrDefault(), key));
    }
}
