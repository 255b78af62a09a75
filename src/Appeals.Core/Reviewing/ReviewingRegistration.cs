using Appeals.Core.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Reviewing;

public static class ReviewingRegistration
{
    private static readonly TimeSpan ClaimSweep = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddReviewing(this IServiceCollection services) =>
        services.AddScoped<ReviewingService>().AddScoped<ReviewQueries>().AddRecurringJob<ReviewSweepJob>(ClaimSweep);
}
