using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Appeals.Core.Data;

public enum DatabaseProvider { Sqlite = 1, PostgreSql, SqlServer }

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    [Required]
    public string ConnectionString { get; set; } = "Data Source=App_Data/appeals.db";

    /// <summary>How long start-up waits for another node that migrates, or for a lock that a dead one left.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MigrationTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What start-up itself must know before there are services.</summary>
    public static DatabaseOptions From(IConfiguration configuration) => configuration.GetSection(Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
}
