using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Appeals.Migrations.SqlServer;

/// <summary>Lets <c>dotnet ef</c> make migrations with this project as its own start-up project; no database is opened.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AppealsDb>
{
    public AppealsDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<AppealsDb>();
        builder.UseAppeals(DatabaseProvider.SqlServer, "Server=design");
        return new AppealsDb(builder.Options);
    }
}
