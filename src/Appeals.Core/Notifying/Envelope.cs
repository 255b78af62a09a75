using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Appeals.Core.Notifying;

/// <summary>Turns a stored mail into the message that goes over the wire.</summary>
internal static class Envelope
{
    /// <exception cref="FormatException">The address is not one.</exception>
    public static MailMessage Of(EmailMessage email, EmailOptions options)
    {
        var message = new MailMessage
        {
            From = new MailAddress(options.FromAddress, options.FromName, Encoding.UTF8),
            Subject = email.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(email.To, email.ToName, Encoding.UTF8));
        message.Headers["Message-ID"] = email.MessageId;
        if (email.InReplyTo is { } first)
        {
            message.Headers["In-Reply-To"] = first;
            message.Headers["References"] = first;
        }
        // no out-of-office answer to a machine (RFC 3834)
        message.Headers["Auto-Submitted"] = "auto-generated";
        message.Headers["X-Auto-Response-Suppress"] = "All";
        message.AlternateViews.Add(View(email.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(email.Html, MediaTypeNames.Text.Html));
        return message;
    }

    private static AlternateView View(string content, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(content, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }
}
