using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Core.People;

/// <summary>The session a request came with.</summary>
public sealed record CurrentSession(Guid Id, bool SecondFactor)
{
    /// <summary>Where the cookie's properties hold the id, and whether a code was given.</summary>
    public const string IdItem = "session";
    public const string SecondFactorItem = "second-factor";
}

/// <summary>
/// Where people are signed in. Every request looks its session up by key, so that one that was ended is over on all nodes at once.
/// </summary>
public sealed class SessionService(AppealsDb db, IOptions<PeopleOptions> options, TimeProvider time)
{
    /// <summary>A session that goes on is written down at most this often.</summary>
    public static readonly TimeSpan Rounding = TimeSpan.FromMinutes(5);

    public async Task<CurrentSession> BeginAsync(Guid personId, string? browser, string? system, bool secondFactor, CancellationToken cancellation = default)
    {
        var now = time.Now();
        var session = new Session { Id = time.NewId(), PersonId = personId, Browser = browser, System = system, SignedInAt = now, LastSeenAt = now, SecondFactor = secondFactor };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellation);
        return new CurrentSession(session.Id, secondFactor);
    }

    /// <summary>Null if the session is over, or the person's password or second factor is no longer the one it began with.</summary>
    public async Task<CurrentSession?> FindAsync(Guid id, Guid personId, string? securityStamp, CancellationToken cancellation = default)
    {
        var found = await (from session in db.Sessions
                           where session.Id == id && session.PersonId == personId
                           join person in db.Users on session.PersonId equals person.Id
                           select new { session.LastSeenAt, session.SecondFactor, person.SecurityStamp }).SingleOrDefaultAsync(cancellation);
        var now = time.Now();
        if (found is null || found.SecurityStamp != securityStamp || found.LastSeenAt + options.Value.Session + Rounding < now) return null;
        if (found.LastSeenAt + Rounding <= now)
            await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellation);
        return new CurrentSession(id, found.SecondFactor);
    }

    /// <summary>Those that still go on, the last used first.</summary>
    public Task<List<Session>> ListAsync(Guid personId, CancellationToken cancellation = default)
    {
        var from = time.Now() - options.Value.Session;
        return db.Sessions.AsNoTracking().Where(s => s.PersonId == personId && s.LastSeenAt >= from)
            .OrderByDescending(s => s.LastSeenAt).ThenByDescending(s => s.Id).ToListAsync(cancellation);
    }

    public Task EndAsync(Guid id, Guid personId, CancellationToken cancellation = default) =>
        db.Sessions.Where(s => s.Id == id && s.PersonId == personId).ExecuteDeleteAsync(cancellation);

    /// <param name="kept">Goes on; null ends them all.</param>
    public Task EndOthersAsync(Guid personId, Guid? kept, CancellationToken cancellation = default) =>
        db.Sessions.Where(s => s.PersonId == personId && s.Id != kept).ExecuteDeleteAsync(cancellation);

    /// <summary>Whether a second factor stands behind the session.</summary>
    public Task MarkAsync(Guid id, bool secondFactor, CancellationToken cancellation = default) =>
        db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SecondFactor, secondFactor), cancellation);

    /// <summary>Removes the rows of sessions that nobody used for so long that their cookies are void.</summary>
    public Task SweepAsync(CancellationToken cancellation = default)
    {
        var before = time.Now() - options.Value.Session - Rounding;
        return db.Sessions.Where(s => s.LastSeenAt < before).ExecuteDeleteAsync(cancellation);
    }
}
