using System.Text;
using Appeals.Core.Notifying;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Appeals.Core.People;

/// <summary>Adds mails with one-time links to the caller's transaction.</summary>
public sealed class AccountMails(UserManager<Person> people, Notifier notifier, Links links)
{
    public const string ConfirmPath = "confirm-address";
    public const string ResetPath = "reset-password";

    public async Task ConfirmAsync(Person person) =>
        notifier.ConfirmAddress(person, Link(ConfirmPath, person, await people.GenerateEmailConfirmationTokenAsync(person)));

    public async Task ResetAsync(Person person) =>
        notifier.ResetPassword(person, Link(ResetPath, person, await people.GeneratePasswordResetTokenAsync(person)));

    public async Task InviteAsync(Person person) =>
        notifier.Invited(person, Link(ResetPath, person, await people.GeneratePasswordResetTokenAsync(person)));

    public void AlreadyRegistered(Person person) => notifier.AlreadyRegistered(person);

    public void PasswordChanged(Person person) => notifier.PasswordChanged(person);

    /// <summary>The token in a code that came back from such a link; null if it is none.</summary>
    public static string? TokenOf(string? code)
    {
        try
        {
            return code is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string Link(string path, Person person, string token) =>
        links.To($"{path}?person={person.Id:N}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}");
}
