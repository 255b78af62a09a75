using System.Collections.Concurrent;
using Appeals.Core.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Appeals.Testing;

/// <summary>
/// A migrated database of its own, gone with the test; a copy of one that was migrated once per test run.
/// <c>APPEALS_TEST_DATABASE</c> says where: Sqlite (unless said otherwise), PostgreSql (a server that the tests start), or SqlServer
/// (the one that <c>APPEALS_TEST_SQLSERVER</c> connects to).
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string SqlServerVariable = "APPEALS_TEST_SQLSERVER";

    private static readonly Lazy<Task<string>> SqliteTemplate = new(CreateSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(CreatePostgresTemplateAsync);
    private static readonly ConcurrentBag<string> EmptyPostgres = [];

    private readonly bool _isOfOwnServer;

    private TestDatabase(DatabaseProvider provider, string connectionString, bool isOfOwnServer = false) =>
        (Provider, ConnectionString, _isOfOwnServer) = (provider, connectionString, isOfOwnServer);

    /// <summary>What this run of the tests is about.</summary>
    public static DatabaseProvider Chosen { get; } = Environment.GetEnvironmentVariable("APPEALS_TEST_DATABASE") is { Length: > 0 } name
        ? Enum.Parse<DatabaseProvider>(name) : DatabaseProvider.Sqlite;

    public DatabaseProvider Provider { get; }
    public string ConnectionString { get; }

    /// <summary>What a server process is told to use it.</summary>
    public IEnumerable<(string Key, string Value)> Settings => [("Database:Provider", Provider.ToString()), ("Database:ConnectionString", ConnectionString)];

    public static Task<TestDatabase> CreateAsync() => CreateAsync(Chosen);

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider) => new(provider, provider switch
    {
        DatabaseProvider.Sqlite => await CopySqliteAsync(),
        DatabaseProvider.PostgreSql => await CopyPostgresAsync(),
        _ => await CreateSqlServerAsync(),
    });

    /// <summary>On a server of the test's own, which may be stopped and takes the database with it.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server)
    {
        var connection = server.ConnectionTo(NewName());
        await using var db = Open(DatabaseProvider.PostgreSql, connection);
        await db.Database.MigrateAsync();
        return new TestDatabase(DatabaseProvider.PostgreSql, connection, isOfOwnServer: true);
    }

    public AppealsDb Open() => Open(Provider, ConnectionString);

    public static AppealsDb Open(DatabaseProvider provider, string connectionString)
    {
        var builder = new DbContextOptionsBuilder<AppealsDb>();
        builder.UseAppeals(provider, connectionString);
        return new AppealsDb(builder.Options);
    }

    public async ValueTask DisposeAsync()
    {
        switch (Provider)
        {
            case DatabaseProvider.Sqlite:
                SqliteConnection.ClearAllPools();
                Directory.Delete(Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource)!, recursive: true);
                break;
            case DatabaseProvider.PostgreSql when _isOfOwnServer:
                break;
            case DatabaseProvider.PostgreSql:
                await EmptyPostgresAsync(ConnectionString);
                EmptyPostgres.Add(ConnectionString);
                break;
            default:
                await using (var db = Open()) await db.Database.EnsureDeletedAsync();
                break;
        }
    }

    private static string NewName() => $"appeals_{Guid.CreateVersion7():N}";

    private static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory("appeals-db-").FullName, "appeals.db");

    private static async Task<string> CopySqliteAsync()
    {
        var file = NewFile();
        File.Copy(await SqliteTemplate.Value, file);
        return $"Data Source={file}";
    }

    private static async Task<string> CreateSqliteTemplateAsync()
    {
        var file = NewFile();
        await using (var db = Open(DatabaseProvider.Sqlite, $"Data Source={file};Pooling=False")) await db.Database.MigrateAsync();
        return file;
    }

    private static async Task<string> CopyPostgresAsync()
    {
        if (EmptyPostgres.TryTake(out var used)) return used;
        var (server, template, name) = (await PostgresServer.Shared.Value, await PostgresTemplate.Value, NewName());
        await server.ExecuteAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
        return server.ConnectionTo(name);
    }

    /// <summary>Fifty times as fast as another copy. Whoever is still in the middle of something there is cut off first.</summary>
    private static async Task EmptyPostgresAsync(string connectionString)
    {
        const string empty = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
            DO $$
            DECLARE t text;
            BEGIN
                SET LOCAL session_replication_role = replica;
                FOR t IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' LOOP EXECUTE 'DELETE FROM ' || t; END LOOP;
            END $$;
            """;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(empty, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> CreatePostgresTemplateAsync()
    {
        var (server, name) = (await PostgresServer.Shared.Value, NewName());
        await using (var db = Open(DatabaseProvider.PostgreSql, server.ConnectionTo(name) + ";Pooling=False")) await db.Database.MigrateAsync();
        return name;
    }

    private static async Task<string> CreateSqlServerAsync()
    {
        var server = Environment.GetEnvironmentVariable(SqlServerVariable)
            ?? throw new InvalidOperationException($"{SqlServerVariable} holds no connection string: there is no SQL Server to test on.");
        var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = NewName() }.ConnectionString;
        await using var db = Open(DatabaseProvider.SqlServer, connection);
        await db.Database.MigrateAsync();
        return connection;
    }
}
