using Appeals.Core.Analysing;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Evidence;

public static class EvidenceRegistration
{
    private const string Application = "Appeals";

    /// <summary>The store and uploads into it; every process needs it.</summary>
    public static IServiceCollection AddEvidence(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddOptions<EvidenceOptions>().BindConfiguration(EvidenceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => CreateStorage(provider, environment));
        services.AddHostedService<ScratchSweep>();
        services.AddSingleton(provider => CreateRing(provider, environment));
        services.AddSingleton<FileKeys>();
        services.AddSingleton<EvidenceStore>();
        services.TryAddScoped<AnalysisQueue>();
        services.AddSingleton<UploadHashes>();
        services.AddSingleton<UploadLeases>();
        services.AddScoped<UploadSessions>();
        services.AddScoped<UploadCompletion>();
        services.AddScoped<UploadWriter>();
        services.AddScoped<UploadService>();
        services.AddScoped<EvidenceViews>();
        services.AddScoped<EvidenceSweep>();
        services.AddScoped<StoreCheck>();
        services.AddScoped<MasterKeyRotation>();
        services.AddSingleton<MasterKeyGate>();
        services.AddHostedService(provider => provider.GetRequiredService<MasterKeyGate>());
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyProtection>();
        return services;
    }

    /// <summary>What cleans up; for processes in the worker role.</summary>
    public static IServiceCollection AddEvidenceSweep(this IServiceCollection services, IConfiguration configuration) => services
        .AddRecurringJob<EvidenceSweepJob>((configuration.GetSection(EvidenceOptions.Section).Get<EvidenceOptions>() ?? new EvidenceOptions()).SweepInterval);

    private static EvidenceStorage CreateStorage(IServiceProvider provider, IHostEnvironment environment)
    {
        var options = provider.GetRequiredService<IOptions<EvidenceOptions>>().Value;
        return options.Store == EvidencePlace.S3
            ? new EvidenceBucket(options.S3, Path.GetFullPath(options.S3.ScratchDirectory, environment.ContentRootPath))
            : new EvidenceFolder(Root(provider, environment));
    }

    private static MasterKeyRing CreateRing(IServiceProvider provider, IHostEnvironment environment)
    {
        var options = provider.GetRequiredService<IOptions<EvidenceOptions>>().Value;
        if (options.MasterKeys.Count > 0 || !environment.IsDevelopment()) return new MasterKeyRing(options.MasterKeys, options.MasterKey);
        var key = DevelopmentMasterKey.ReadOrCreate(Root(provider, environment));
        return new MasterKeyRing(new Dictionary<string, string>(StringComparer.Ordinal) { [DevelopmentMasterKey.Id] = key }, DevelopmentMasterKey.Id);
    }

    private static string Root(IServiceProvider provider, IHostEnvironment environment) =>
        Path.GetFullPath(provider.GetRequiredService<IOptions<EvidenceOptions>>().Value.Directory, environment.ContentRootPath);
}
