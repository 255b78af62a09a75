using Appeals.Core.Notifying;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Tests.Notifying;

public sealed class EmailDeliveryTests : CoreTest
{
    private readonly EmailOptions _options = new() { FromAddress = "appeals@example.test", FromName = "申诉中心", MaxAttempts = 3 };
    private SmtpServer _server = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _server = await SmtpServer.StartAsync();
        _options.Smtp = new SmtpOptions { Host = "127.0.0.1", Port = _server.Port, Security = SmtpSecurity.None };
    }

    public override async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Send_WhenServerTakesIt_ArrivesWholeInChinese()
    {
        var appeal = await Services.FileAsync(World, Label);

        await SendAsync();

        var mail = await _server.NextAsync();
        Assert.Equal($"[{appeal.Reference}] 已收到你对《Night ferry, Lantern Bay》的申诉", mail.Subject);
        Assert.Equal(new MailAddressee("申诉中心", "appeals@example.test"), mail.From);
        Assert.Equal(new MailAddressee("Lin Ji", "lin@example.test"), mail.To);
        Assert.Contains("你现在不需要做任何事。", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<h1 class=\"t1\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("已收到你的申诉。", mail.Html, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["auto-submitted"]);
        Assert.StartsWith("multipart/alternative", mail.Headers["content-type"], StringComparison.Ordinal);
        Assert.True(mail.SevenBit);
    }

    [Fact]
    public async Task Send_WhenAppealHasAnEarlierMail_ThreadsUnderIt()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", World.As(World.Reviewer));

        await SendAsync();

        var first = await _server.NextAsync();
        var second = await _server.NextAsync();
        Assert.False(first.Headers.ContainsKey("in-reply-to"));
        Assert.Equal(first.Headers["message-id"], second.Headers["in-reply-to"]);
        Assert.Equal(first.Headers["message-id"], second.Headers["references"]);
    }

    [Fact]
    public async Task Send_WhenServerIsBusy_TriesAgainLaterUnderTheSameId()
    {
        await Services.FileAsync(World, Label);
        await _server.ReplyAsync(451, 451);

        await SendAsync();
        var once = await MailAsync();
        Time.Advance(TimeSpan.FromSeconds(59));
        await SendAsync();
        var stillOnce = await MailAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync();
        var twice = await MailAsync();
        Time.Advance(TimeSpan.FromMinutes(2));
        await SendAsync();

        var sent = await MailAsync();
        Assert.Equal((EmailState.Waiting, FakeTime.Start.UtcDateTime.AddMinutes(1)), (once.State, once.NextAttemptAt));
        Assert.Single(stillOnce.Attempts);
        Assert.Equal(FakeTime.Start.UtcDateTime.AddMinutes(3), twice.NextAttemptAt);
        Assert.Equal((EmailState.Sent, Time.Now, null), (sent.State, sent.SentAt, sent.NextAttemptAt));
        Assert.Equal([false, false, true], sent.Attempts.OrderBy(a => a.At).Select(a => a.Succeeded));
        Assert.Equal(sent.MessageId, (await _server.NextAsync()).Headers["message-id"]);
    }

    [Fact]
    public async Task Send_WhenServerRefusesForGood_GivesUpAndKeepsNoAddressInTheLog()
    {
        await Services.FileAsync(World, Label);
        await _server.ReplyAsync(550);

        await SendAsync();

        var mail = await MailAsync();
        Assert.Equal((EmailState.Failed, null), (mail.State, mail.NextAttemptAt));
        var error = Assert.Single(mail.Attempts).Error!;
        Assert.StartsWith("550 ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("@", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenAttemptsRunOut_GivesUp()
    {
        await Services.FileAsync(World, Label);
        await _server.ReplyAsync(451, 451, 451);

        for (var i = 0; i < 3; i++)
        {
            await SendAsync();
            Time.Advance(TimeSpan.FromHours(1));
        }

        var mail = await MailAsync();
        Assert.Equal((EmailState.Failed, 3), (mail.State, mail.Attempts.Count));
    }

    [Fact]
    public async Task Send_WhenTwoNodesRunAtOnce_SendsOnce()
    {
        var appeal = await Services.ReviewAsync(World, Label, World.Reviewer);

        await Task.WhenAll(SendAsync(), SendAsync(), SendAsync());
        await Services.Reviewing.AskAsync(appeal.Reference, "Which layer?", World.As(World.Reviewer));
        await SendAsync();

        var first = await _server.NextAsync();
        var second = await _server.NextAsync();
        Assert.NotEqual(first.Headers["message-id"], second.Headers["message-id"]);
        Assert.Contains("问题", second.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenNodeDiesWhileSending_IsTakenOverWhenItsLeaseEnds()
    {
        await Services.FileAsync(World, Label);
        var dying = new DyingSender();
        _ = SendAsync(dying);
        await dying.Began.Task;

        await SendAsync();
        var leased = await MailAsync();
        Time.Advance(_options.Lease);
        await SendAsync();

        Assert.Empty(leased.Attempts);
        Assert.Equal(EmailState.Sent, (await MailAsync()).State);
    }

    [Fact]
    public async Task Send_WhenPasswordIsWrong_KeepsTheMailForWhenItIsMended()
    {
        await using var closed = await SmtpServer.StartAsync("relay", "secret");
        _options.Smtp = new SmtpOptions { Host = "127.0.0.1", Port = closed.Port, Security = SmtpSecurity.None, User = "relay", Password = "wrong" };
        await Services.FileAsync(World, Label);

        await SendAsync();
        var waiting = await MailAsync();
        _options.Smtp.Password = "secret";
        Time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync();

        Assert.Equal(EmailState.Waiting, waiting.State);
        Assert.Equal((await MailAsync()).MessageId, (await closed.NextAsync()).Headers["message-id"]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(100, 360)]
    public void RetryAfter_WithEveryFailure_DoublesUpToTheLongest(int failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), new EmailOptions().RetryAfter(failures));

    private async Task SendAsync(IEmailSender? sender = null, CancellationToken cancellation = default)
    {
        await using var db = Services.Open();
        var options = Options.Create(_options);
        using var smtp = new SmtpSender(options);
        await new EmailDelivery(db, sender ?? smtp, options, Time, NullLogger<EmailDelivery>.Instance).SendDueAsync(cancellation);
    }

    private async Task<EmailMessage> MailAsync()
    {
        await using var db = Services.Open();
        return await db.Emails.AsNoTracking().Include(e => e.Attempts).SingleAsync();
    }

    /// <summary>Begins and is never heard of again.</summary>
    private sealed class DyingSender : IEmailSender
    {
        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<HandOver> SendAsync(EmailMessage email, CancellationToken cancellation)
        {
            Began.SetResult();
            return new TaskCompletionSource<HandOver>().Task;
        }
    }
}
