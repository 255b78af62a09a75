using System.Net.Mail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Appeals.Core.Notifying;

/// <summary>Writes mails as .eml files, for Development.</summary>
public sealed class DropFolderSender(IOptions<EmailOptions> options, IHostEnvironment environment) : IEmailSender
{
    public async Task<HandOver> SendAsync(EmailMessage email, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(options.Value.DropFolder, environment.ContentRootPath);
        Directory.CreateDirectory(folder);
        using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder };
        using var message = Envelope.Of(email, options.Value);
        await client.SendMailAsync(message, cancellation);
        return HandOver.Accepted;
    }
}
