using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Appeals.Migrations.PostgreSql;

/// <summary>Lets <c>dotnet ef</c> make migrations with this project as its own start-up project; no database is opened.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AppealsDb>
{
    public AppealsDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<AppealsDb>();
        builder.UseAppeals(DatabaseProvider.PostgreSql, "Host=design");
        return new AppealsDb(builder.Options);
    }
}
