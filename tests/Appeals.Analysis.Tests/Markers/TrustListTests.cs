using System.Security.Cryptography;
using Appeals.Analysis.Markers;
using Appeals.Analysis.Markers.C2pa;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Tests.Markers;

public sealed class TrustListTests
{
    private static readonly Credentials Signed = Credentials.Create();
    private static readonly string Stranger = Credentials.Create().Authority;

    private static MarkerReport Read(byte[] file, string? trusted) =>
        MarkerReader.Read(new MemoryStream(file), ReadLimits.Default, CancellationToken.None, trusted is null ? null : new TrustList(trusted));

    public static TheoryData<string, string> Anchors => new()
    {
        { Signed.Authority, "c2pa-trusted" }, { Signed.Intermediate, "c2pa-trusted" }, { Signed.Signer, "c2pa-trusted" }, { $"{Stranger}\n# a remark\n{Signed.Authority}", "c2pa-trusted" },
        { Stranger, "c2pa-untrusted" },
    };

    [Theory, MemberData(nameof(Anchors))]
    public void Read_WithATrustList_SaysWhetherTheSignerIsOnIt(string trusted, string kind)
    {
        var report = Read(Signed.File, trusted);

        Assert.Equal(MarkerVerdict.AiGenerated, report.Verdict);
        Assert.Equal(["c2pa", kind, "c2pa-dst-trained"], report.Markers.Select(m => m.Kind));
        Assert.Equal("Studio", report.Markers[0].Value);
        Assert.Contains(kind == "c2pa-trusted" ? "leads to the trust list" : "does not lead to the trust list", report.Markers[0].Checked!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutATrustList_SaysNothingOfTrust()
    {
        var report = Read(Signed.File, null);

        Assert.Equal(["c2pa", "c2pa-dst-trained"], report.Markers.Select(m => m.Kind));
        Assert.Contains("was not verified", report.Markers[0].Checked!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenTheCertificateIsForAnotherPurpose_DoesNotTrustIt()
    {
        var server = Credentials.Create(purpose: "1.3.6.1.5.5.7.3.1");

        Assert.Contains(Read(server.File, server.Authority).Markers, m => m.Kind == "c2pa-untrusted");
    }

    [Fact]
    public void Read_WhenTheAuthorityBetweenIsNotSent_TrustsOnlyWhatLeadsToAnAnchor()
    {
        var alone = Credentials.Create(sends: 1);

        Assert.Contains(Read(alone.File, alone.Authority).Markers, m => m.Kind == "c2pa-untrusted");
        Assert.Contains(Read(alone.File, alone.Intermediate).Markers, m => m.Kind == "c2pa-trusted");
    }

    [Fact]
    public void Read_WhenTheClaimWasChanged_NeverTrusts()
    {
        var changed = (byte[])Signed.File.Clone();
        var at = changed.AsSpan().LastIndexOf("assertions"u8);
        changed[at + 40] ^= 1;

        var report = Read(changed, Signed.Authority);

        Assert.Contains(report.Markers, m => m.Kind is "c2pa-sig-mismatch" or "c2pa-malformed");
        Assert.DoesNotContain(report.Markers, m => m.Kind is "c2pa-trusted" or "c2pa-untrusted");
    }

    [Fact]
    public void Read_WhenTheAlgorithmIsNotKnown_SaysSoAndKeepsTheClaim()
    {
        const int Ed25519 = -19;
        var report = Read(Credentials.Create(algorithm: Ed25519).File, Signed.Authority);

        Assert.Equal(MarkerVerdict.AiGenerated, report.Verdict);
        Assert.Equal(["c2pa", "c2pa-sig-unknown", "c2pa-dst-trained"], report.Markers.Select(m => m.Kind));
        Assert.Contains("cannot check", report.Markers[0].Checked!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void TrustList_WithoutACertificate_IsRefused(string pem) => Assert.ThrowsAny<CryptographicException>(() => new TrustList(pem));
}
