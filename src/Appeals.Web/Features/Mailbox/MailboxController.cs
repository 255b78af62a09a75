using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Features.Mailbox;

/// <summary>Every mail, in Development and from this machine only: links in them open accounts.</summary>
[Authorize(Policies.DevelopmentOnly)]
public sealed class MailboxController(AppealsDb db) : Controller
{
    private const string Path = "/dev/mailbox";
    private const int Shown = 100;

    /// <summary>The mail's own page: nothing is loaded, nothing runs; styles stand in the mail itself.</summary>
    private const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

    [HttpGet(Path)]
    public async Task<IActionResult> Mailbox(CancellationToken cancellation)
    {
        var mails = await db.Emails.AsNoTracking().OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(Shown)
            .Select(e => new MailboxRow(e.Id, e.CreatedAt, e.ToName, e.To, e.Subject, e.Language, e.State, e.Attempts.Count)).ToListAsync(cancellation);
        return View(mails);
    }

    [HttpGet(Path + "/{id:guid}")]
    public async Task<IActionResult> Mail(Guid id, CancellationToken cancellation)
    {
        Response.Headers.ContentSecurityPolicy = SecurityHeaders.ContentPolicy + "; frame-src 'self'";
        return await db.Emails.AsNoTracking().Include(e => e.Attempts.OrderBy(a => a.At)).SingleOrDefaultAsync(e => e.Id == id, cancellation) is { } mail ? View(mail) : NotFound();
    }

    [HttpGet(Path + "/{id:guid}/html")]
    public async Task<IActionResult> Html(Guid id, CancellationToken cancellation)
    {
        if (await db.Emails.Where(e => e.Id == id).Select(e => e.Html).SingleOrDefaultAsync(cancellation) is not { } html) return NotFound();
        Response.Headers.ContentSecurityPolicy = MailPolicy;
        Response.Headers.XFrameOptions = "SAMEORIGIN";
        return Content(html, "text/html; charset=utf-8");
    }
}

public sealed record MailboxRow(Guid Id, DateTime At, string ToName, string To, string Subject, string Language, EmailState State, int Attempts)
{
    /// <summary>The language tag that the page's fonts go by.</summary>
    public string Lang => Language == "zh-CN" ? "zh-Hans" : Language;
}

public sealed class MailboxText;
