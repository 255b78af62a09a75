using Appeals.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Testing;

/// <summary>A migrated SQLite file of its own, gone with the test. Copied from one that was migrated once per test run.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);
    private readonly string _file;

    private TestDatabase(string file) => _file = file;

    public string ConnectionString => $"Data Source={_file}";

    public static async Task<TestDatabase> CreateAsync()
    {
        var file = NewFile();
        File.Copy(await Template.Value, file);
        return new TestDatabase(file);
    }

    public AppealsDb Open() => Open(ConnectionString);

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(_file + suffix);
        return ValueTask.CompletedTask;
    }

    private static AppealsDb Open(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<AppealsDb>();
        builder.UseAppealsSqlite(connectionString);
        return new AppealsDb(builder.Options);
    }

    private static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory("appeals-db-").FullName, "appeals.db");

    private static async Task<string> CreateTemplateAsync()
    {
        var file = NewFile();
        await using (var db = Open($"Data Source={file};Pooling=False")) await db.Database.MigrateAsync();
        return file;
    }
}
