using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Data;

public static class DataRegistration
{
    private const string SqliteMigrations = "Appeals.Migrations.Sqlite";

    public static IServiceCollection AddAppealsData(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var connection = Rooted(options.ConnectionString, contentRoot);
        services.AddDbContext<AppealsDb>(builder => builder.UseAppealsSqlite(connection));
        services.AddSingleton(TimeProvider.System);
        return services;
    }

    public static DbContextOptionsBuilder UseAppealsSqlite(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(SqliteMigrations).UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
        .AddInterceptors(new SqlitePragmas(), new VersionInterceptor());

    /// <summary>A relative file lies below the content root, wherever the process was started.</summary>
    private static string Rooted(string connectionString, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        builder.DataSource = Path.GetFullPath(builder.DataSource, contentRoot);
        Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        return builder.ConnectionString;
    }
}
