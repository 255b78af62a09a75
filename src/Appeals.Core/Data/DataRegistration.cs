using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.Data;

public static class DataRegistration
{
    private const int Retries = 5;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddAppealsData(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = DatabaseOptions.From(configuration);
        var connection = options.Provider == DatabaseProvider.Sqlite ? Rooted(options.ConnectionString, contentRoot) : options.ConnectionString;
        services.AddDbContext<AppealsDb>(builder => builder.UseAppeals(options.Provider, connection));
        services.AddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>A lost connection, a deadlock and a serialization failure are tried again on the two servers; SQLite waits for its lock instead.</summary>
    public static DbContextOptionsBuilder UseAppeals(this DbContextOptionsBuilder builder, DatabaseProvider provider, string connectionString)
    {
        const QuerySplittingBehavior split = QuerySplittingBehavior.SplitQuery;
        var migrations = $"Appeals.Migrations.{provider}";
        _ = provider switch
        {
            DatabaseProvider.Sqlite => builder.AddInterceptors(new SqlitePragmas())
                .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(migrations).UseQuerySplittingBehavior(split)),
            DatabaseProvider.PostgreSql => builder.UseNpgsql(connectionString, postgres => postgres
                .MigrationsAssembly(migrations).UseQuerySplittingBehavior(split).EnableRetryOnFailure(Retries, LongestDelay, null)),
            DatabaseProvider.SqlServer => builder.UseSqlServer(connectionString, server => server
                .MigrationsAssembly(migrations).UseQuerySplittingBehavior(split).EnableRetryOnFailure(Retries, LongestDelay, null)),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Database:Provider is Sqlite, PostgreSql or SqlServer."),
        };
        return builder.AddInterceptors(new VersionInterceptor());
    }

    /// <summary>A relative file lies below the content root, wherever the process was started.</summary>
    private static string Rooted(string connectionString, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        builder.DataSource = Path.GetFullPath(builder.DataSource, contentRoot);
        Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        return builder.ConnectionString;
    }
}
