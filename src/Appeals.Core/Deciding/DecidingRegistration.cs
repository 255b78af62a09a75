using Appeals.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Deciding;

public static class DecidingRegistration
{
    private static readonly TimeSpan EffectSweep = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddDeciding(this IServiceCollection services) =>
        services.AddScoped<DecidingService>().AddRecurringJob<EffectJob>(EffectSweep);
}
