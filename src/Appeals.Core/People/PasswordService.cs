using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Core.Scheduling;
using Microsoft.AspNetCore.Identity;

namespace Appeals.Core.People;

/// <summary>Forgotten and changed passwords. Identity saves the whole context, so the mail and the change are one transaction.</summary>
public sealed class PasswordService(AppealsDb db, UserManager<Person> people, SessionService sessions, AccountMails mails, Nudge nudge)
{
    /// <summary>Does the same for the caller whether or not the address has an account.</summary>
    public async Task ForgotAsync(string email, CancellationToken cancellation = default)
    {
        if (await people.FindByEmailAsync(email) is not { } person) return;
        await mails.ResetAsync(person);
        await db.SaveChangesAsync(cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
    }

    /// <returns>Null if the link is not valid, or not any more.</returns>
    public async Task<IdentityResult?> ResetAsync(Guid personId, string? code, string password, CancellationToken cancellation = default)
    {
        if (await people.FindByIdAsync(personId.ToString()) is not { } person || AccountMails.TokenOf(code) is not { } token) return null;
        if (!await people.VerifyUserTokenAsync(person, people.Options.Tokens.PasswordResetTokenProvider, UserManager<Person>.ResetPasswordTokenPurpose, token)) return null;
        if (await people.CheckRulesAsync(person, password) is { Succeeded: false } weak) return weak;
        // who opens the link reads the mailbox: the address is theirs, and wrong guesses of others do not keep them out
        (person.EmailConfirmed, person.LockoutEnd, person.AccessFailedCount) = (true, null, 0);
        mails.PasswordChanged(person);
        var result = await people.ResetPasswordAsync(person, token, password);
        if (result.Succeeded) await sessions.EndOthersAsync(person.Id, kept: null, cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
        return result;
    }

    /// <param name="kept">The session that goes on.</param>
    public async Task<IdentityResult> ChangeAsync(Person person, string current, string password, Guid? kept, CancellationToken cancellation = default)
    {
        if (!await people.CheckPasswordAsync(person, current)) return IdentityResult.Failed(new IdentityErrorDescriber().PasswordMismatch());
        if (await people.CheckRulesAsync(person, password) is { Succeeded: false } weak) return weak;
        mails.PasswordChanged(person);
        var result = await people.ChangePasswordAsync(person, current, password);
        if (result.Succeeded) await sessions.EndOthersAsync(person.Id, kept, cancellation);
        await nudge.WakeAsync<EmailJob>(cancellation);
        return result;
    }
}
