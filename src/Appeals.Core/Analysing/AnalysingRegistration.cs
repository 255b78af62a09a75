using Appeals.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Appeals.Core.Analysing;

public static class AnalysingRegistration
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LiveEventSweep = TimeSpan.FromMinutes(10);

    /// <summary>What asks for runs and reads their outcome; every process needs it.</summary>
    public static IServiceCollection AddAnalysing(this IServiceCollection services)
    {
        services.TryAddScoped<AnalysisQueue>();
        services.AddScoped<AnalysisQueries>();
        return services;
    }

    /// <summary>What carries them out; for processes in the worker role.</summary>
    public static IServiceCollection AddAnalysisWorkers(this IServiceCollection services)
    {
        services.AddOptions<AnalysingOptions>().BindConfiguration(AnalysingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Confinement>();
        services.AddSingleton<AnalyzerProcess>();
        services.AddScoped<RunLeases>();
        services.AddScoped<RunInputs>();
        services.AddScoped<RunPreviews>();
        services.AddScoped<RunProgress>();
        services.AddScoped<ReuseSearch>();
        services.AddScoped<RunCompletion>();
        services.AddScoped<RunExecution>();
        services.AddSingleton<AnalysisWorkers>();
        services.AddHostedService(provider => provider.GetRequiredService<AnalysisWorkers>());
        services.AddPickup<AnalysisJob>(Look);
        return services.AddRecurringJob<LiveEventSweepJob>(LiveEventSweep);
    }
}
