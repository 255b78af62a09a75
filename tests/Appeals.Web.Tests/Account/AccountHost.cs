using System.Text.RegularExpressions;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Account;

/// <summary>The site, with its mails at hand.</summary>
public sealed partial class AccountHost : AppealsHost
{
    public async Task<List<EmailMessage>> MailsToAsync(string address)
    {
        await using var db = Open();
        return await db.Emails.AsNoTracking().Where(e => e.To == address).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).ToListAsync();
    }

    /// <summary>A creator whom no other test knows.</summary>
    public async Task<Person> AddCreatorAsync()
    {
        var id = Guid.CreateVersion7();
        var email = $"creator-{id:N}@example.test";
        var person = new Person
        {
            Id = id, UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(), EmailConfirmed = true,
            DisplayName = "Somebody", Language = "en", TimeZone = "Asia/Shanghai", JoinedAt = Time.Now, SecurityStamp = id.ToString(), PasswordHash = World.Creator.PasswordHash,
        };
        await using var db = Open();
        db.Users.Add(person);
        db.UserRoles.Add(new() { UserId = id, RoleId = await db.Roles.Where(r => r.Name == Roles.Creator).Select(r => r.Id).SingleAsync() });
        await db.SaveChangesAsync();
        return person;
    }

    /// <summary>The values that the link in a mail carries.</summary>
    public static (string Path, string Person, string Code) LinkIn(EmailMessage mail)
    {
        var link = LinkPattern().Match(mail.Text);
        return (link.Groups["path"].Value, link.Groups["person"].Value, link.Groups["code"].Value);
    }

    [GeneratedRegex(@"^https://appeals\.example\.test(?<path>/[a-z-]+)\?person=(?<person>[0-9a-f]{32})&code=(?<code>[\w-]+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
