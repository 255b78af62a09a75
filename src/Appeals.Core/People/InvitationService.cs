using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.People;

/// <param name="Role">One of <see cref="Roles.Staff"/>; a lead is a reviewer too.</param>
/// <param name="Language">As <see cref="Person.Language"/> has it.</param>
public sealed record Invitation(Guid PlatformId, string Role, string Email, string DisplayName, string Language);

/// <summary>Staff are invited: they get a mail by which they choose their password, and which shows that the address is theirs.</summary>
public sealed class InvitationService(AppealsDb db, UserManager<Person> people, AccountMails mails, Nudge nudge, TimeProvider time)
{
    /// <returns>False if the address is taken.</returns>
    public async Task<bool> InviteAsync(Invitation invited, CancellationToken cancellation = default)
    {
        if (await people.FindByEmailAsync(invited.Email) is not null) return false;
        var person = NewPerson.Of(people, time, invited.Email, invited.DisplayName, invited.Language, "Etc/UTC");
        person.PlatformId = invited.PlatformId;
        string[] roles = invited.Role == Roles.Lead ? [Roles.Reviewer, Roles.Lead] : [invited.Role];
        db.Users.Add(person);
        foreach (var role in await db.Roles.Where(r => roles.Contains(r.Name)).ToListAsync(cancellation))
            db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = role.Id });
        await mails.InviteAsync(person);
        await db.SaveChangesAsync(cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
        return true;
    }
}
