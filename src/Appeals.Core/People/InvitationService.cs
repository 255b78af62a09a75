using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Identity;

namespace Appeals.Core.People;

/// <param name="Role">One of <see cref="Roles.Staff"/>; a lead is a reviewer too.</param>
/// <param name="Language">As <see cref="Person.Language"/> has it.</param>
public sealed record Invitation(Guid PlatformId, string Role, string Email, string DisplayName, string Language);

/// <summary>Staff are invited: they get a mail by which they choose their password, and which shows that the address is theirs.</summary>
public sealed class InvitationService(AppealsDb db, UserManager<Person> people, AccountMails mails, Nudge nudge, TimeProvider time)
{
    /// <returns>Fails for an address that is taken.</returns>
    public async Task<IdentityResult> InviteAsync(Invitation invited, CancellationToken cancellation = default)
    {
        var person = new Person
        {
            Id = time.NewId(),
            UserName = invited.Email,
            Email = invited.Email,
            DisplayName = invited.DisplayName,
            Language = invited.Language,
            TimeZone = "Etc/UTC",
            PlatformId = invited.PlatformId,
            JoinedAt = time.Now(),
        };
        string[] roles = invited.Role == Roles.Lead ? [Roles.Reviewer, Roles.Lead] : [invited.Role];
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var result = await people.CreateAsync(person);
        if (!result.Succeeded) return result;
        result = await people.AddToRolesAsync(person, roles);
        if (!result.Succeeded) return result;
        await mails.InviteAsync(person);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
        return result;
    }
}
