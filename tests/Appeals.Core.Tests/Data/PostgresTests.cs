using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Tests.Data;

/// <summary>What only a real server can show.</summary>
[Trait("Database", nameof(DatabaseProvider.PostgreSql))]
public sealed class PostgresTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Script_OnAnEmptyAndOnAMigratedDatabase_MakesTheSameTables()
    {
        await using var db = _database.Open();
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent);
        var tables = await TablesAsync(db);

        await RunAsync(db, script);
        Assert.Equal(tables, await TablesAsync(db));

        await RunAsync(db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
        await RunAsync(db, script);
        await RunAsync(db, script);
        Assert.Equal(tables, await TablesAsync(db));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Texts_WhateverTheServersLanguage_SortAndCompareByCodePoint()
    {
        await using var db = _database.Open();
        foreach (var name in new[] { "b", "B", "a", "é", "_" })
            db.Platforms.Add(new Platform { Id = Guid.CreateVersion7(), Name = name, CreatedAt = TimeProvider.System.Now() });
        await db.SaveChangesAsync();

        Assert.Equal(["B", "_", "a", "b", "é"], await db.Platforms.OrderBy(p => p.Name).Select(p => p.Name).ToListAsync());
        Assert.Equal(1, await db.Platforms.CountAsync(p => p.Name == "b"));
    }

    [Fact]
    public async Task Migration_WhenNodesStartTogetherWithoutADatabase_IsDoneByOneAfterTheOther()
    {
        const int nodes = 6;
        var server = await PostgresServer.Shared.Value;
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Provider"] = nameof(DatabaseProvider.PostgreSql),
            ["Database:ConnectionString"] = server.ConnectionTo($"appeals_{Guid.CreateVersion7():N}") + ";Pooling=False",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddAppealsData(configuration, "").BuildServiceProvider();

        await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Task.Run(() => DatabaseMigration.MigrateAsync(services))));

        await using var scope = services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<AppealsDb>().Database.GetPendingMigrationsAsync());
    }

    private static Task<List<string>> TablesAsync(AppealsDb db) => db.Database
        .SqlQuery<string>($"SELECT table_name || '.' || column_name || ' ' || data_type AS \"Value\" FROM information_schema.columns WHERE table_schema = 'public'")
        .OrderBy(column => column).ToListAsync();

    private static async Task RunAsync(AppealsDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        await db.Database.CloseConnectionAsync();
    }
}
