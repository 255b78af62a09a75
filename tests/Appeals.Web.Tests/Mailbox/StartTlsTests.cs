using Appeals.Testing;

namespace Appeals.Web.Tests.Mailbox;

/// <summary>The server as a platform would run it, before a relay with STARTTLS and a password, whose certificate the system trusts.</summary>
public sealed class StartTlsTests
{
    [Fact]
    public async Task Mail_ThroughARelayWithACertificate_ArrivesEncrypted()
    {
        var certificate = TestCertificate.Create(TimeProvider.System.GetUtcNow());
        var trusted = Path.Combine(Directory.CreateTempSubdirectory("appeals-trust-").FullName, "authority.pem");
        await File.WriteAllTextAsync(trusted, certificate.Authority);
        await using var relay = await SmtpServer.StartAsync("relay", "secret", certificate);
        await using var site = new SiteProcess(
            ("SSL_CERT_FILE", trusted), ("Email:Smtp:Host", "localhost"), ("Email:Smtp:Port", $"{relay.Port}"), ("Email:Smtp:User", "relay"), ("Email:Smtp:Password", "secret"));
        await site.StartAsync();
        using var visitor = new Visitor(new HttpClient(new CookieJar { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = site.Address });

        await visitor.PostAsync("/forgot-password", ("Email", "ines.duarte@demo.example"));
        var mail = await relay.NextAsync();

        Assert.Equal("Choose a new password", mail.Subject);
        Assert.True(mail.Encrypted);
    }
}
