using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Platforms;

public static class PlatformsRegistration
{
    public static IServiceCollection AddPlatforms(this IServiceCollection services) => services
        .AddScoped<ApiKeyService>()
        .AddScoped<WorkService>()
        .AddScoped<PlatformQueries>();
}
