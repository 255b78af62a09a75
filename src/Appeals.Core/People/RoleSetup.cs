using Appeals.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Core.People;

/// <summary>The four roles are part of the program, not of anybody's data: they are there from the first start.</summary>
public static class RoleSetup
{
    public static async Task EnsureRolesAsync(IServiceProvider services, CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        var time = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var there = await db.Roles.Select(r => r.Name).ToListAsync(cancellation);
        foreach (var name in Roles.All.Except(there, StringComparer.Ordinal))
            db.Roles.Add(new IdentityRole<Guid>(name!) { Id = time.NewId(), NormalizedName = name!.ToUpperInvariant() });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (db.Roles.AsNoTracking().Count() == Roles.All.Count)
        {
            // another node that started at the same moment added them
        }
    }
}
