using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Data;

/// <summary>Brings the database up to date before anything else starts.</summary>
public static class DatabaseMigration
{
    /// <exception cref="InvalidOperationException">The lock was not to be had in time; the message says what to do.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        var timeout = scope.ServiceProvider.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrationTimeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", limit.Token);
            await db.Database.MigrateAsync(limit.Token);
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The database could not be migrated within {timeout}. Another process may be migrating it, or one that was killed left its lock: " +
                "make sure that no other process uses the database, delete the rows of the table __EFMigrationsLock, and start again.", stopped);
        }
    }
}
