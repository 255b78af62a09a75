using System.Net.Mail;
using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.People;

/// <summary><c>dotnet Appeals.Web.dll add-staff PLATFORM ROLE ADDRESS NAME [en|zh-CN]</c>: invites a reviewer, lead or admin by mail.</summary>
public static class InvitationCommand
{
    public const string Name = "add-staff";
    private static readonly string[] Languages = ["en", "zh-CN"];

    /// <summary>Null if the arguments did not ask for the command; otherwise it has run, and the program should end with 0, 1 if nobody was invited, or 2.</summary>
    public static async Task<int?> TryRunAsync(IHost host, string[] arguments, TextWriter output)
    {
        if (arguments is not [Name, ..]) return null;
        if (Read(arguments) is not { } invited)
        {
            await output.WriteLineAsync($"Usage: {Name} PLATFORM-ID {string.Join('|', Roles.Staff)} ADDRESS NAME [{string.Join('|', Languages)}]");
            return 2;
        }
        await using var scope = host.Services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<AppealsDb>().Platforms.AnyAsync(p => p.Id == invited.PlatformId))
        {
            await output.WriteLineAsync("There is no platform of this id.");
            return 1;
        }
        await RoleSetup.EnsureRolesAsync(host.Services);
        var isInvited = await scope.ServiceProvider.GetRequiredService<InvitationService>().InviteAsync(invited);
        await output.WriteLineAsync(isInvited ? "Invited. The mail to choose a password goes out as soon as a worker runs." : "This address has an account; nobody was invited.");
        return isInvited ? 0 : 1;
    }

    private static Invitation? Read(string[] arguments) =>
        arguments is [_, var platform, var role, var address, var name, ..] && arguments.Length <= 6
        && Guid.TryParse(platform, out var id) && Roles.Staff.Contains(role, StringComparer.Ordinal) && MailAddress.TryCreate(address, out _)
        && CleanText.Line(name) is { Length: > 0 and <= Person.NameLength } display
        && arguments.ElementAtOrDefault(5) is var wish && (wish is null || Languages.Contains(wish, StringComparer.Ordinal))
            ? new Invitation(id, role, address, display, wish ?? Languages[0]) : null;
}
