using Appeals.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.History;

public static class HistoryRegistration
{
    private static readonly TimeSpan SealSweep = TimeSpan.FromHours(1);

    public static IServiceCollection AddHistory(this IServiceCollection services) =>
        services.AddScoped<HistoryLog>().AddRecurringJob<HistorySealJob>(SealSweep);
}
