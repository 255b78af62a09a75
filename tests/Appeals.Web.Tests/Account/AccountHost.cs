using System.Text.RegularExpressions;
using Appeals.Core.Notifying;
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

    /// <summary>The values that the link in a mail carries.</summary>
    public static (string Path, string Person, string Code) LinkIn(EmailMessage mail)
    {
        var link = LinkPattern().Match(mail.Text);
        return (link.Groups["path"].Value, link.Groups["person"].Value, link.Groups["code"].Value);
    }

    [GeneratedRegex(@"^https://appeals\.example\.test(?<path>/[a-z-]+)\?person=(?<person>[0-9a-f]{32})&code=(?<code>[\w-]+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
