using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Appeals.Core.Scheduling;

/// <summary>
/// Quartz runs the recurring jobs. Work itself always lies in rows of the database, so the schedule need not survive a crash:
/// a sweep finds what a nudge missed.
/// </summary>
public static class SchedulingRegistration
{
    private const int Threads = 8;

    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseDefaultThreadPool(Threads));
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddSingleton<Nudge>();
        return services;
    }

    /// <summary>Runs <typeparamref name="TJob"/> now and then every <paramref name="interval"/>; nudged in between by <see cref="Nudge"/>.</summary>
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services, TimeSpan interval) where TJob : class, IJob =>
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<TJob>(job => job.WithIdentity(Nudge.KeyOf<TJob>()).StoreDurably());
            quartz.AddTrigger(trigger => trigger.ForJob(Nudge.KeyOf<TJob>()).WithIdentity(typeof(TJob).Name)
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
        });
}

/// <summary>Wakes a job at once, after the commit that gave it work.</summary>
public sealed class Nudge(ISchedulerFactory schedulers)
{
    internal static JobKey KeyOf<TJob>() => new(typeof(TJob).Name);

    public async Task WakeAsync<TJob>(CancellationToken cancellation = default) where TJob : class, IJob
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        // a process in the web role alone has no such job; the worker's sweep finds the row
        if (await scheduler.Exists(KeyOf<TJob>(), cancellation)) await scheduler.TriggerJob(KeyOf<TJob>(), cancellation);
    }
}
