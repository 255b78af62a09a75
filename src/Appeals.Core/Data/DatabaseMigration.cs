using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Data;

/// <summary>Brings the database up to date before anything else starts. One node migrates; others wait for its lock.</summary>
public static class DatabaseMigration
{
    /// <summary>Any number that nobody else takes; these are the letters of "Appeals".</summary>
    private const long PostgresLock = 0x41_70_70_65_61_6C_73;

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
            db.Database.SetCommandTimeout(options.MigrationTimeout);
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", limit.Token);
            if (db.Database.IsNpgsql()) await MigratePostgresAsync(db.Database, limit.Token);
            else await db.Database.MigrateAsync(limit.Token);
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The database could not be migrated within {options.MigrationTimeout}. Another process may be migrating it{Remedy(options.Provider)}", stopped);
        }
    }

    /// <summary>
    /// Entity Framework's own lock lasts for one migration here; another node that takes it in between goes on from a list that is no longer true.
    /// This one belongs to the session and ends with it.
    /// </summary>
    private static async Task MigratePostgresAsync(DatabaseFacade database, CancellationToken cancellation)
    {
        await CreateIfMissingAsync(database.GetService<IRelationalDatabaseCreator>(), cancellation);
        await database.OpenConnectionAsync(cancellation);
        try
        {
            await database.ExecuteSqlAsync($"SELECT pg_advisory_lock({PostgresLock})", cancellation);
            await database.MigrateAsync(cancellation);
            await database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({PostgresLock})", cancellation);
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }

    private static async Task CreateIfMissingAsync(IRelationalDatabaseCreator creator, CancellationToken cancellation)
    {
        if (await creator.ExistsAsync(cancellation)) return;
        try
        {
            await creator.CreateAsync(cancellation);
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            // unless another node has made it meanwhile, this is what is wrong
            if (!await creator.ExistsAsync(cancellation)) throw;
        }
    }

    private static string Remedy(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => ", or one that was killed left its lock: make sure that no other process uses the database, "
            + "delete the rows of the table __EFMigrationsLock, and start again.",
        // the two servers drop a dead session's lock by themselves
        DatabaseProvider.PostgreSql => ": start again when it has ended (pg_locks shows who holds the advisory lock).",
        _ => ": start again when it has ended (sys.dm_tran_locks shows who holds the application lock __EFMigrationsLock).",
    };
}
