using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Notifying;

/// <summary>Sends through an SMTP relay. The client speaks STARTTLS; implicit TLS and DKIM are the relay's part.</summary>
public sealed partial class SmtpSender(IOptions<EmailOptions> options) : IEmailSender
{
    private const int FirstPermanent = 550;
    private const int LastPermanent = 554;

    public async Task<HandOver> SendAsync(EmailMessage email, CancellationToken cancellation)
    {
        try
        {
            using var client = Connect(options.Value.Smtp);
            using var message = Envelope.Of(email, options.Value);
            await client.SendMailAsync(message, cancellation);
            return HandOver.Accepted;
        }
        catch (FormatException notAnAddress)
        {
            return new HandOver(WithoutAddresses(notAnAddress.Message), Permanent: true);
        }
        catch (SmtpException refused)
        {
            return new HandOver(WithoutAddresses(Says(refused)), IsPermanent(refused.StatusCode));
        }
    }

    private static SmtpClient Connect(SmtpOptions smtp) => new(smtp.Host, smtp.Port)
    {
        EnableSsl = smtp.Security == SmtpSecurity.StartTls,
        Credentials = smtp.User is { } user ? new NetworkCredential(user, smtp.Password) : null,
        Timeout = checked((int)smtp.Timeout.TotalMilliseconds),
    };

    /// <summary>550 to 554 speak about this mail; other 5xx (no TLS, wrong password) about our settings, which can be mended.</summary>
    private static bool IsPermanent(SmtpStatusCode code) => (int)code is >= FirstPermanent and <= LastPermanent;

    private static string Says(SmtpException refused)
    {
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
