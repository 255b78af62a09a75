using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Notifying;

/// <summary>
/// Sends through an SMTP relay. The client speaks STARTTLS and checks the certificate; implicit TLS and DKIM are the relay's part.
/// One sender carries one batch over one connection, which begins anew after every failure.
/// </summary>
public sealed partial class SmtpSender(IOptions<EmailOptions> options) : IEmailSender, IDisposable
{
    private const int FirstPermanent = 550;
    private const int LastPermanent = 554;
    private SmtpClient? _client;

    public async Task<HandOver> SendAsync(EmailMessage email, CancellationToken cancellation)
    {
        try
        {
            using var message = Envelope.Of(email, options.Value);
            await DeliverAsync(message, cancellation);
            return HandOver.Accepted;
        }
        catch (FormatException notAnAddress)
        {
            return new HandOver(WithoutAddresses(notAnAddress.Message), Permanent: true);
        }
        catch (SmtpException refused)
        {
            return new HandOver(WithoutAddresses(Says(refused)), IsPermanent(refused)) { ServerDown = IsServerDown(refused.StatusCode) };
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    private async Task DeliverAsync(MailMessage message, CancellationToken cancellation)
    {
        // a server that keeps talking would outlast the client's own time-out
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Value.Smtp.Timeout);
        _client ??= Connect(options.Value.Smtp);
        try
        {
            await _client.SendMailAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Dispose();
            throw new SmtpException(SmtpStatusCode.GeneralFailure, "The server did not answer in time.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static SmtpClient Connect(SmtpOptions smtp) => new(smtp.Host, smtp.Port)
    {
        EnableSsl = smtp.Security == SmtpSecurity.StartTls,
        Credentials = smtp.User is { } user ? new NetworkCredential(user, smtp.Password) : null,
        Timeout = checked((int)smtp.Timeout.TotalMilliseconds),
    };

    /// <summary>
    /// 550 to 554 speak about this mail, unless they say that we may not send (5.7.x): after a wrong password the client goes on without one, and a relay
    /// then refuses every recipient. That, and other 5xx, are our settings, which can be mended.
    /// </summary>
    private static bool IsPermanent(SmtpException refused) =>
        (int)refused.StatusCode is >= FirstPermanent and <= LastPermanent && !refused.Message.Contains(" 5.7.", StringComparison.Ordinal);

    /// <summary>No answer at all, "service not available", or a demand for TLS or a password.</summary>
    private static bool IsServerDown(SmtpStatusCode code) => code is SmtpStatusCode.GeneralFailure or SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.MustIssueStartTlsFirst;

    private string Says(SmtpException refused)
    {
        if (refused.StatusCode == SmtpStatusCode.MustIssueStartTlsFirst && options.Value.Smtp.User is not null)
            return $"{(int)refused.StatusCode} The server did not accept Email:Smtp:User and Email:Smtp:Password.";
        var code = (int)refused.StatusCode;
        var cause = refused.InnerException is { } inner ? $" ({inner.Message})" : "";
        return code > 0 ? string.Create(CultureInfo.InvariantCulture, $"{code} {refused.Message}{cause}") : refused.Message + cause;
    }

    private static string WithoutAddresses(string text)
    {
        var clean = AddressPattern().Replace(OneLine.Of(text), "…");
        return clean.Length <= EmailAttempt.ErrorLength ? clean : clean[..EmailAttempt.ErrorLength];
    }

    [GeneratedRegex(@"[^\s<>""']+@[^\s<>""']+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressPattern();
}
