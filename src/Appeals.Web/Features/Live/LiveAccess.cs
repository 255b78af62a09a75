using System.Security.Claims;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Live;

/// <summary>May this person listen, and may they still?</summary>
public sealed class LiveAccess(AppealsDb db, TimeProvider time, IOptions<IdentityOptions> identity, IHttpContextAccessor http)
{
    /// <summary>Null if there is no such appeal for this person.</summary>
    public async Task<LiveAudience?> ToAppealAsync(ClaimsPrincipal user, string reference, CancellationToken cancellation)
    {
        var actor = user.ToActor();
        var id = await Readable(actor).Where(a => a.Reference == reference).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellation);
        return id is null ? null : new LiveAudience(actor, Stamp(user), Session, id);
    }

    public LiveAudience ToMine(ClaimsPrincipal user) => new(user.ToActor(), Stamp(user), Session, AppealId: null);

    /// <summary>Nothing has been taken from them since: the account, its platform, its roles, the session, the appeal.</summary>
    public async Task<bool> HoldsAsync(LiveAudience audience, CancellationToken cancellation)
    {
        var actor = audience.Actor;
        var person = await db.Users.Where(p => p.Id == actor.PersonId)
            .Select(p => new { p.PlatformId, p.SecurityStamp, p.LockoutEnd }).SingleOrDefaultAsync(cancellation);
        if (person is null || person.PlatformId != actor.PlatformId || person.LockoutEnd > time.GetUtcNow()) return false;
        if (audience.SecurityStamp is { } stamp && stamp != person.SecurityStamp) return false;
        if (audience.SessionId is { } session && !await db.Sessions.AnyAsync(s => s.Id == session, cancellation)) return false;
        var roles = await (from given in db.UserRoles join role in db.Roles on given.RoleId equals role.Id where given.UserId == actor.PersonId select role.Name!).ToListAsync(cancellation);
        if (!actor.Roles.IsSubsetOf(roles)) return false;
        return audience.AppealId is not { } id || await Readable(actor).AnyAsync(a => a.Id == id, cancellation);
    }

    private IQueryable<Appeal> Readable(Actor actor) => actor.PlatformId is null ? db.Appeals.OfCreator(actor) : db.Appeals.OfStaff(actor);

    private Guid? Session => http.HttpContext?.Features.Get<CurrentSession>()?.Id;

    private string? Stamp(ClaimsPrincipal user) => user.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
}
