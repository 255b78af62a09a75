using Appeals.Core.Data;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Appeals.Core.Tests.Data;

/// <summary>The migrations of all three databases hold the model; no server is needed to see it.</summary>
public sealed class MigrationTests
{
    public static TheoryData<DatabaseProvider, string> Databases { get; } = new()
    {
        { DatabaseProvider.Sqlite, "Data Source=none.db" },
        { DatabaseProvider.PostgreSql, "Host=none" },
        { DatabaseProvider.SqlServer, "Server=none" },
    };

    [Theory]
    [MemberData(nameof(Databases))]
    public void Migrations_OfEveryDatabase_HoldTheModel(DatabaseProvider provider, string connection)
    {
        using var db = TestDatabase.Open(provider, connection);

        Assert.False(db.Database.HasPendingModelChanges(), $"dotnet ef migrations add NAME --project migrations/Appeals.Migrations.{provider}");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void Script_OfTheServers_MayRunTwice(DatabaseProvider provider, string connection)
    {
        if (provider == DatabaseProvider.Sqlite) return;
        using var db = TestDatabase.Open(provider, connection);

        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent);

        Assert.Contains("__EFMigrationsHistory", script, StringComparison.Ordinal);
        Assert.Contains("AnalysisRuns", script, StringComparison.Ordinal);
        Assert.Contains("IF NOT EXISTS", script, StringComparison.Ordinal);
    }
}
