using Microsoft.EntityFrameworkCore.Migrations;

namespace Appeals.Migrations.SqlServer;

/// <summary>The tables in which Quartz keeps the schedule that all nodes share.</summary>
internal static class Schedule
{
    public static void Create(MigrationBuilder builder)
    {
        using var reader = new StreamReader(typeof(Schedule).Assembly.GetManifestResourceStream("Schedule.sql")!);
        foreach (var statement in reader.ReadToEnd().Split("--;;\n", StringSplitOptions.RemoveEmptyEntries)) builder.Sql(statement);
    }
}
