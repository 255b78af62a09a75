using Microsoft.Extensions.Options;

namespace Appeals.Core.Notifying;

/// <summary>Addresses as they stand in mails and webhooks.</summary>
public sealed class Links(IOptions<PortalOptions> portal)
{
    public string Host => portal.Value.PublicUrl.Host;

    public string Appeal(string reference) => To("appeals/" + Uri.EscapeDataString(reference));

    /// <param name="path">Below the portal's root, with its query, without a leading slash.</param>
    public string To(string path) => $"{portal.Value.PublicUrl.AbsoluteUri.TrimEnd('/')}/{path}";
}
