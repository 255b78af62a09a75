using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Data;

/// <summary>Brings the database up to date before anything else starts. One node migrates; others wait for its lock.</summary>
public static class DatabaseMigration
{
    /// <exception cref="InvalidOperationException">The lock was not to be had in time; the message says what to do.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        var options = scope.ServiceProvider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.MigrationTimeout);
        try
        {
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", limit.Token);
            await db.Database.MigrateAsync(limit.Token);
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The database could not be migrated within {options.MigrationTimeout}. Another process may be migrating it{Remedy(options.Provider)}", stopped);
        }
    }

    private static string Remedy(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => ", or one that was killed left its lock: make sure that no other process uses the database, "
            + "delete the rows of the table __EFMigrationsLock, and start again.",
        // the two servers drop a dead session's lock by themselves
        DatabaseProvider.PostgreSql => ": start again when it has ended (pg_stat_activity shows who holds a lock on __EFMigrationsHistory).",
        _ => ": start again when it has ended (sys.dm_tran_locks shows who holds the application lock __EFMigrationsLock).",
    };
}
