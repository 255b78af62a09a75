using Appeals.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Metrics;

public static class MetricsRegistration
{
    private static readonly TimeSpan BacklogInterval = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddPlatformFigures(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddScoped<MetricsQueries>().AddSingleton<FiguresShelf>();
    }

    /// <summary>What reads the gauges; for processes in the worker role.</summary>
    public static IServiceCollection AddBacklogReadings(this IServiceCollection services) => services.AddRecurringJob<BacklogJob>(BacklogInterval);
}
