using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Metrics;

public static class MetricsRegistration
{
    public static IServiceCollection AddPlatformFigures(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddScoped<MetricsQueries>().AddSingleton<FiguresShelf>();
    }
}
