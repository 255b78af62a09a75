using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Appeals.Analysis.Tests.Markers;

/// <summary>Content Credentials that say a picture was generated, in a PNG, signed by <c>Studio</c>, whose certificate an authority made.</summary>
internal sealed record Credentials
{
    private const string ClaimSigning = "1.3.6.1.4.1.62558.2.1";
    private static readonly DateTimeOffset Made = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public required byte[] File { get; init; }
    /// <summary>In PEM.</summary>
    public required string Authority { get; init; }
    public required string Intermediate { get; init; }
    public required string Signer { get; init; }

    /// <param name="purpose">What the signer's certificate is for.</param>
    /// <param name="algorithm">Its COSE number; the signature itself is always ES256.</param>
    /// <param name="sends">Certificates that come with the signature.</param>
    public static Credentials Create(string purpose = ClaimSigning, int algorithm = -7, int sends = 2)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Authorised("CN=Root", rootKey).CreateSelfSigned(Made, Made.AddYears(20));
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middle = Authorised("CN=Middle", middleKey, by: root).Create(root, Made, Made.AddYears(10), [1]);
        using var middleSigns = middle.CopyWithPrivateKey(middleKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=Studio", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        // expired long ago: credentials outlive the certificates that signed them
        using var signer = request.Create(middleSigns, Made, Made.AddDays(30), [2]);
        var file = Signed(key, algorithm, [.. new[] { signer.RawData, middle.RawData }.Take(sends)]);
        return new Credentials { File = file, Authority = root.ExportCertificatePem(), Intermediate = middle.ExportCertificatePem(), Signer = signer.ExportCertificatePem() };
    }

    private static CertificateRequest Authorised(string name, ECDsa key, X509Certificate2? by = null)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        // authorities of the same name are told apart by their keys
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (by is not null) request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(by, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request;
    }

    private static byte[] Signed(ECDsa key, int algorithm, byte[][] certificates)
    {
        var actions = Cbor(w => Map(w, ("actions", () => List(w, () => Map(w, ("action", () => w.WriteTextString("c2pa.created")),
            ("digitalSourceType", () => w.WriteTextString("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia")))))));
        var assertion = Containers.Superbox("cbor", "c2pa.actions", Containers.Box("cbor", actions));
        // the hash leaves out the box's own length and type
        var claim = Cbor(w => Map(w, ("alg", () => w.WriteTextString("sha256")), ("assertions", () => List(w, () => Map(w,
            ("url", () => w.WriteTextString("self#jumbf=c2pa.assertions/c2pa.actions")), ("hash", () => w.WriteByteString(SHA256.HashData(assertion.AsSpan(8)))))))));
        var protectedHeader = Cbor(w =>
        {
            w.WriteStartMap(2);
            w.WriteInt32(1);
            w.WriteInt32(algorithm);
            w.WriteInt32(33);
            List(w, [.. certificates.Select(certificate => (Action)(() => w.WriteByteString(certificate)))]);
            w.WriteEndMap();
        });
        var toSign = Cbor(w => List(w, () => w.WriteTextString("Signature1"), () => w.WriteByteString(protectedHeader), () => w.WriteByteString([]), () => w.WriteByteString(claim)));
        var signature = Cbor(w => List(w, () => w.WriteByteString(protectedHeader), () => Map(w), w.WriteNull, () => w.WriteByteString(key.SignData(toSign, HashAlgorithmName.SHA256))));
        return Containers.Png(("caBX", Containers.Superbox("c2pa", "c2pa", Containers.Superbox("c2ma", "urn:c2pa:1",
            Containers.Superbox("c2as", "c2pa.assertions", assertion),
            Containers.Superbox("c2cl", "c2pa.claim", Containers.Box("cbor", claim)),
            Containers.Superbox("c2cs", "c2pa.signature", Containers.Box("cbor", signature))))));
    }

    private static byte[] Cbor(Action<CborWriter> write)
    {
        var writer = new CborWriter();
        write(writer);
        return writer.Encode();
    }

    private static void Map(CborWriter writer, params (string Key, Action Value)[] members)
    {
        writer.WriteStartMap(members.Length);
        foreach (var (key, value) in members)
        {
            writer.WriteTextString(key);
            value();
        }
        writer.WriteEndMap();
    }

    private static void List(CborWriter writer, params Action[] elements)
    {
        writer.WriteStartArray(elements.Length);
        foreach (var element in elements) element();
        writer.WriteEndArray();
    }
}
