using Appeals.Core.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Appeals.Core.Scheduling;

/// <summary>
/// Quartz runs the recurring jobs. Work itself always lies in rows of the database, so the embedded schedule need not survive a crash; on a database
/// server all workers share one schedule, and each turn of a job runs on one of them.
/// </summary>
public static class SchedulingRegistration
{
    private const int Threads = 4;
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(2);

    /// <summary>Only processes in the worker role keep time.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Nudge>();
        services.AddQuartz(quartz => quartz.UseDefaultThreadPool(Threads));
        if (!configuration.ReadRoles().HasFlag(ProcessRoles.Worker)) return services;
        var database = DatabaseOptions.From(configuration);
        if (database.Provider != DatabaseProvider.Sqlite) services.AddQuartz(quartz => Share(quartz, database));
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    /// <summary>Runs <typeparamref name="TJob"/> at start and then every <paramref name="interval"/>, on one node of those that share the database.</summary>
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services, TimeSpan interval) where TJob : class, IJob =>
        services.AddQuartz(quartz =>
        {
            var key = new JobKey(typeof(TJob).Name);
            quartz.AddJob<TJob>(job => job.WithIdentity(key).StoreDurably());
            quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(typeof(TJob).Name)
                .StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
        });

    /// <summary>Lets this node look for rows that are <typeparamref name="TJob"/>'s work every <paramref name="interval"/>, and at once when nudged.</summary>
    public static IServiceCollection AddPickup<TJob>(this IServiceCollection services, TimeSpan interval) where TJob : class, IJob => services
        .AddSingleton(new PickupInterval<TJob>(interval)).AddHostedService<Pickup<TJob>>();

    private static void Share(IQuartzBuilder quartz, DatabaseOptions database)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "appeals";
            scheduler.InstanceId = $"{Environment.MachineName}-{Environment.ProcessId}";
        });
        quartz.UsePersistentStore(store =>
        {
            if (database.Provider == DatabaseProvider.PostgreSql) store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
            else store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString);
            store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
        });
    }
}
