using Appeals.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Filing;

public static class FilingRegistration
{
    private static readonly TimeSpan LapseSweep = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddFiling(this IServiceCollection services) =>
        services.AddScoped<FilingService>().AddRecurringJob<LapseJob>(LapseSweep);
}
