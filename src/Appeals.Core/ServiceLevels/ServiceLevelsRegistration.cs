using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.ServiceLevels;

public static class ServiceLevelsRegistration
{
    public static IServiceCollection AddServiceLevels(this IServiceCollection services)
    {
        services.AddOptions<ServiceLevelOptions>().BindConfiguration(ServiceLevelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<ServiceClock>();
    }
}
