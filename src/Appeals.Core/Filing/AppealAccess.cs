using Appeals.Core.Data;
using Appeals.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Filing;

/// <summary>The only ways to an appeal: its creator's, and its platform's staff's. To everybody else there is no such appeal.</summary>
public static class AppealAccess
{
    public static IQueryable<Appeal> OfCreator(this IQueryable<Appeal> appeals, Actor creator) => appeals.Where(a => a.CreatorId == creator.PersonId);

    /// <summary>Filed appeals only: a draft is its creator's own.</summary>
    public static IQueryable<Appeal> OfStaff(this IQueryable<Appeal> appeals, Actor staff) =>
        appeals.Where(a => a.PlatformId == staff.PlatformId && a.State != AppealState.Draft && a.State != AppealState.Lapsed);

    /// <summary>Loads what every change of state needs.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static async Task<Appeal> ForChangeAsync(this IQueryable<Appeal> appeals, string reference, CancellationToken cancellation) =>
        await appeals.Include(a => a.Label).Include(a => a.ClockEvents).Include(a => a.Decisions).Include(a => a.Work).Include(a => a.Creator)
            .SingleOrDefaultAsync(a => a.Reference == reference, cancellation)
        ?? throw new RefusedException(Refusal.NotFound);
}
