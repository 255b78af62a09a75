using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Appeals.Analysis.Markers.C2pa;

/// <summary>
/// Certificates of authorities, or of signers themselves, whose names are believed (C2PA 2.2, section 14.4). Whether a certificate had expired
/// or been revoked when it signed is not looked at: that takes a verified time-stamp and the network.
/// </summary>
public sealed class TrustList
{
    private const int MaxChain = 16;
    private const X509ChainStatusFlags Accepted = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
    /// <summary>What a certificate must be for: C2PA claims, documents, or mail (C2PA 2.2, section 14.5.1).</summary>
    private static readonly HashSet<string> Purposes = new(StringComparer.Ordinal) { "1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4" };

    private readonly X509Certificate2Collection _anchors = [];

    /// <param name="pem">Certificates in PEM, one after the other; other text between them is passed over.</param>
    /// <exception cref="CryptographicException">There is no certificate in it, or one that cannot be read.</exception>
    public TrustList(string pem)
    {
        _anchors.ImportFromPem(pem);
        if (_anchors.Count == 0) throw new CryptographicException("There is no certificate in the trust list.");
    }

    /// <param name="certificates">In DER, the signer's first, then those of its authorities.</param>
    public bool Vouches(IReadOnlyList<byte[]> certificates)
    {
        var given = new List<X509Certificate2>();
        try
        {
            foreach (var certificate in certificates.Take(MaxChain)) given.Add(X509CertificateLoader.LoadCertificate(certificate));
            return given is [var signer, .. var authorities] && IsForSigning(signer) && (IsAnchor(signer) || Leads(signer, authorities));
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            given.ForEach(static certificate => certificate.Dispose());
        }
    }

    private static bool IsForSigning(X509Certificate2 signer) =>
        signer.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(static e => e.EnhancedKeyUsages.Cast<Oid>()).Any(static purpose => purpose.Value is { } oid && Purposes.Contains(oid));

    private bool IsAnchor(X509Certificate2 certificate) => _anchors.Any(anchor => anchor.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private bool Leads(X509Certificate2 signer, List<X509Certificate2> authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        chain.ChainPolicy.ExtraStore.AddRange(_anchors);
        authorities.ForEach(authority => chain.ChainPolicy.ExtraStore.Add(authority));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        // an anchor need not be a root: the chain may end there
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (!chain.Build(signer)) return false;
        foreach (var element in chain.ChainElements)
        {
            if (IsAnchor(element.Certificate)) return true;
            if (element.ChainElementStatus.Any(static s => (s.Status & ~(Accepted | X509ChainStatusFlags.NotTimeValid)) != 0)) return false;
        }
        return false;
    }
}
