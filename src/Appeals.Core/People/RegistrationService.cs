using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.People;

/// <summary>What a person who registers says.</summary>
public sealed record Newcomer(string DisplayName, string Email, string Password, string Language, string TimeZone);

/// <summary>Creators register themselves; staff are invited. The answer never tells whether an address has an account; a mail to its owner does.</summary>
public sealed class RegistrationService(AppealsDb db, UserManager<Person> people, AccountMails mails, Nudge nudge, TimeProvider time)
{
    /// <summary>Fails only for a password that breaks the rules, which is judged before anybody is looked up.</summary>
    public async Task<IdentityResult> RegisterAsync(Newcomer newcomer, CancellationToken cancellation = default)
    {
        var person = NewPerson.Of(people, time, newcomer.Email, newcomer.DisplayName, newcomer.Language, newcomer.TimeZone);
        if (await people.CheckRulesAsync(person, newcomer.Password) is { Succeeded: false } weak) return weak;
        // hashed in either case, so that the time it takes says nothing
        person.PasswordHash = people.PasswordHasher.HashPassword(person, newcomer.Password);
        if (await people.FindByEmailAsync(newcomer.Email) is { } owner) await RemindAsync(owner);
        else await AddAsync(person, cancellation);
        await SaveAsync(cancellation);
        return IdentityResult.Success;
    }

    public async Task SendConfirmationAgainAsync(Person person, CancellationToken cancellation = default)
    {
        await mails.ConfirmAsync(person);
        await SaveAsync(cancellation);
    }

    /// <returns>False if the link is not valid, or not any more.</returns>
    public async Task<bool> ConfirmAsync(Guid personId, string? code)
    {
        if (await people.FindByIdAsync(personId.ToString()) is not { } person || AccountMails.TokenOf(code) is not { } token) return false;
        return (await people.ConfirmEmailAsync(person, token)).Succeeded;
    }

    private async Task AddAsync(Person person, CancellationToken cancellation)
    {
        var creator = await db.Roles.SingleAsync(r => r.Name == Roles.Creator, cancellation);
        db.Users.Add(person);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = creator.Id });
        await mails.ConfirmAsync(person);
    }

    private async Task RemindAsync(Person owner)
    {
        if (owner.EmailConfirmed) mails.AlreadyRegistered(owner);
        else await mails.ConfirmAsync(owner);
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            await nudge.WakeAsync<EmailJob>(cancellation);
        }
        catch (DbUpdateException) when (db.ChangeTracker.Entries<Person>().Any(e => e.State == EntityState.Added))
        {
            // the button was pressed twice: the other request has added this person and written the mail
            db.ChangeTracker.Clear();
        }
    }
}
