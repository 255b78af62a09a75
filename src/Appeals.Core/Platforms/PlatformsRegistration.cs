using Appeals.Core.Analysing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Appeals.Core.Platforms;

public static class PlatformsRegistration
{
    public static IServiceCollection AddPlatforms(this IServiceCollection services)
    {
        services.TryAddScoped<AnalysisQueue>();
        return services.AddScoped<ApiKeyService>().AddScoped<WorkService>().AddScoped<PlatformQueries>();
    }
}
