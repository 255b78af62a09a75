using Appeals.Core.Data;
using Appeals.Core.Notifying;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Tests.Notifying;

/// <summary>A real server behind a line that fails: nothing is lost, and nothing doubled that could be known.</summary>
public sealed class SmtpFaultTests : CoreTest
{
    private readonly EmailOptions _options = new() { FromAddress = "appeals@example.test" };
    private SmtpServer _server = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _server = await SmtpServer.StartAsync();
        _options.Smtp = new SmtpOptions { Host = "127.0.0.1", Port = _server.Port, Security = SmtpSecurity.None, Timeout = TimeSpan.FromSeconds(20) };
    }

    public override async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("junk")]
    [InlineData("MAIL 421 4.3.2 Going down")]
    [InlineData("MAIL 451 4.7.1 Greylisted")]
    [InlineData("RCPT 451 4.2.1 Busy")]
    [InlineData("RCPT 452 4.2.2 Full")]
    [InlineData("RCPT 554 5.7.1 Relay access denied")]
    [InlineData("DATA 451 4.3.0 Not now")]
    [InlineData("DOT 451 4.3.0 Not now")]
    [InlineData("DOT 452 4.3.1 Disk full")]
    [InlineData("mid-data")]
    public async Task Send_WhenItFailsBeforeTheServerHasTheMail_SendsItOnceLater(string fault)
    {
        await Services.FileAsync(World, Label);
        await _server.FailAsync(fault);

        await SendAsync();
        var waiting = Assert.Single(await MailsAsync());
        Time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync();
        var received = await _server.NextAsync();
        Time.Advance(TimeSpan.FromDays(1));
        await SendAsync();

        Assert.Equal((EmailState.Waiting, 1), (waiting.State, waiting.Attempts.Count));
        Assert.False(string.IsNullOrWhiteSpace(waiting.Attempts[0].Error));
        var sent = Assert.Single(await MailsAsync());
        Assert.Equal((EmailState.Sent, sent.MessageId), (sent.State, received.Headers["message-id"]));
        Assert.Empty(await _server.ReadAllAsync());
    }

    [Theory]
    [InlineData("MAIL 553 5.1.8 Sender refused")]
    [InlineData("RCPT 550 5.1.1 No such mailbox")]
    [InlineData("DATA 554 5.6.0 Refused")]
    [InlineData("DOT 554 5.6.0 Refused")]
    public async Task Send_WhenRefusedForGood_GivesUpAndGoesOnWithTheNext(string fault)
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", World.As(World.Reviewer));
        await _server.FailAsync(fault);

        await SendAsync();

        Assert.Equal([EmailState.Failed, EmailState.Sent], (await MailsAsync()).Select(m => m.State));
    }

    [Fact]
    public async Task Send_WhenTheLineBreaksAfterTheFinalDot_SendsAgainUnderTheSameId()
    {
        await Services.FileAsync(World, Label);
        await _server.FailAsync("after-dot");

        await SendAsync();
        var waiting = Assert.Single(await MailsAsync());
        Time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync();

        Assert.Equal(EmailState.Waiting, waiting.State);
        Assert.Equal((await _server.NextAsync()).Headers["message-id"], (await _server.NextAsync()).Headers["message-id"]);
    }

    [Fact]
    public async Task Send_WhenNodeIsKilledBetweenSendingAndWritingItDown_SendsAgainUnderTheSameId()
    {
        await Services.FileAsync(World, Label);
        using var sender = NewSender();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SendAsync(db => new KilledAfterSending(sender, db)));

        Time.Advance(_options.Lease);
        await SendAsync();

        Assert.Equal((await _server.NextAsync()).Headers["message-id"], (await _server.NextAsync()).Headers["message-id"]);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("endless")]
    public async Task Send_WhenTheServerNeverComesToThePoint_GivesUpInTimeAndKeepsTheRestWaiting(string fault)
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", World.As(World.Reviewer));
        _options.Smtp.Timeout = TimeSpan.FromSeconds(1);
        await _server.FailAsync(fault);

        await SendAsync();

        var mails = await MailsAsync();
        Assert.All(mails, m => Assert.Equal(EmailState.Waiting, m.State));
        Assert.Equal([1, 0], mails.Select(m => m.Attempts.Count).OrderDescending());
        Assert.Equal(1, await _server.CountConnectionsAsync());
    }

    [Fact]
    public async Task Send_WhenTheServerIsSlow_Waits()
    {
        await Services.FileAsync(World, Label);
        await _server.FailAsync("drip");

        await SendAsync();

        Assert.Equal(EmailState.Sent, Assert.Single(await MailsAsync()).State);
    }

    [Fact]
    public async Task Send_OfABatch_UsesOneConnectionForAllDomains()
    {
        await FileAsync(5);

        await SendAsync();

        Assert.Equal(5, (await _server.ReadAllAsync()).Count);
        Assert.Equal(1, await _server.CountConnectionsAsync());
    }

    [Fact]
    public async Task Send_WhenTheServerIsDeadForAnHour_LosesNothingAndDrains()
    {
        var port = _options.Smtp.Port;
        // nobody listens there
        _options.Smtp.Port = 1;
        await FileAsync(6);
        for (var minute = 0; minute < 60; minute++)
        {
            await SendAsync();
            Time.Advance(TimeSpan.FromMinutes(1));
        }
        var waiting = await MailsAsync();

        _options.Smtp.Port = port;
        for (var minute = 0; minute < 65; minute++)
        {
            await SendAsync();
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.All(waiting, m => Assert.Equal(EmailState.Waiting, m.State));
        // the sweep knocked once a minute in all, not once for each mail
        Assert.InRange(waiting.Sum(m => m.Attempts.Count), 20, 60);
        Assert.All(await MailsAsync(), m => Assert.Equal(EmailState.Sent, m.State));
        var received = await _server.ReadAllAsync();
        Assert.Equal(6, received.Count);
        Assert.Equal(6, received.Select(m => m.Headers["message-id"]).ToHashSet().Count);
    }

    [Fact]
    public async Task Send_WhenThePasswordIsWrong_SaysWhichSettingAndWaits()
    {
        await using var closed = await SmtpServer.StartAsync("relay", "secret");
        _options.Smtp = new SmtpOptions { Host = "127.0.0.1", Port = closed.Port, Security = SmtpSecurity.None, User = "relay", Password = "wrong" };
        await Services.FileAsync(World, Label);

        await SendAsync();

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal(EmailState.Waiting, mail.State);
        Assert.Equal("530 The server did not accept Email:Smtp:User and Email:Smtp:Password.", mail.Attempts[0].Error);
        Assert.Empty(await closed.ReadAllAsync());
    }

    [Fact]
    public async Task Send_WhenNobodyVouchesForTheCertificate_SendsNothing()
    {
        await using var stranger = await SmtpServer.StartAsync("relay", "secret", TestCertificate.Create(TimeProvider.System.GetUtcNow()));
        _options.Smtp = new SmtpOptions { Host = "localhost", Port = stranger.Port, User = "relay", Password = "secret" };
        await Services.FileAsync(World, Label);

        await SendAsync();

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal(EmailState.Waiting, mail.State);
        Assert.Contains("certificate", mail.Attempts[0].Error, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await stranger.ReadAllAsync());
    }

    [Fact]
    public async Task Send_WhenTheServerOffersNoEncryption_SendsNothing()
    {
        _options.Smtp.Security = SmtpSecurity.StartTls;
        await Services.FileAsync(World, Label);

        await SendAsync();

        Assert.Equal(EmailState.Waiting, Assert.Single(await MailsAsync()).State);
        Assert.Empty(await _server.ReadAllAsync());
    }

    /// <summary>Mails to creators at domains of their own.</summary>
    private async Task FileAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var db = Services.Open();
            var creator = await db.Users.SingleAsync(p => p.Id == World.Creator.Id);
            creator.Email = $"lin@domain-{i}.example.test";
            await db.SaveChangesAsync();
            await Services.FileAsync(World, await World.AddLabelAsync(db, Time.Now));
        }
    }

    private SmtpSender NewSender() => new(Options.Create(_options));

    private async Task SendAsync(Func<AppealsDb, IEmailSender>? sender = null)
    {
        await using var db = Services.Open();
        using var smtp = NewSender();
        await new EmailDelivery(db, sender?.Invoke(db) ?? smtp, Options.Create(_options), Time, NullLogger<EmailDelivery>.Instance).SendDueAsync(default);
    }

    private async Task<List<EmailMessage>> MailsAsync()
    {
        await using var db = Services.Open();
        return await db.Emails.AsNoTracking().Include(e => e.Attempts).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).ToListAsync();
    }

    /// <summary>The mail has left; that it has cannot be written down any more.</summary>
    private sealed class KilledAfterSending(SmtpSender inner, AppealsDb db) : IEmailSender
    {
        public async Task<HandOver> SendAsync(EmailMessage email, CancellationToken cancellation)
        {
            var outcome = await inner.SendAsync(email, cancellation);
            await db.DisposeAsync();
            return outcome;
        }
    }
}
