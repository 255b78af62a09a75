using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.C2pa;

internal enum SignatureState { Right, Wrong, Unsupported, Unreadable }

/// <summary>
/// COSE_Sign1 (RFC 9052, 4.2) with the claim as detached payload. It is held against the key of the first certificate that comes with it:
/// that the certificate's name is true is not checked.
/// </summary>
internal static class CoseSignature
{
    private const long Algorithm = 1, CertificateChain = 33;
    private const string NamedChain = "x5chain";

    public static SignatureState Verify(ReadOnlyMemory<byte> signature, ReadOnlyMemory<byte> claim, ReadLimits limits)
    {
        if (Parts(signature, limits) is not var (protectedBytes, protectedMap, certificates, value) || certificates is not [var certificate, ..]) return SignatureState.Unreadable;
        if ((protectedMap as Dictionary<object, object?>)?.GetValueOrDefault(Algorithm) is not long algorithm) return SignatureState.Unreadable;
        try
        {
            using var leaf = X509CertificateLoader.LoadCertificate(certificate);
            return Verify(leaf, algorithm, SignedBytes(protectedBytes, claim), value);
        }
        catch (CryptographicException)
        {
            return SignatureState.Unreadable;
        }
    }

    /// <summary>The name that the certificate gives its holder: the organisation, else the common name.</summary>
    public static string? Signer(ReadOnlyMemory<byte> signature, ReadLimits limits)
    {
        if (Certificates(signature, limits) is not [var certificate, ..]) return null;
        try
        {
            using var leaf = X509CertificateLoader.LoadCertificate(certificate);
            var names = leaf.SubjectName.EnumerateRelativeDistinguishedNames().ToList();
            var name = names.Find(n => n.GetSingleElementType().Value == "2.5.4.10") ?? names.Find(n => n.GetSingleElementType().Value == "2.5.4.3");
            return CleanText.From(name?.GetSingleElementValue(), limits.MaxNameLength) is { Length: > 0 } text ? text : null;
        }
        catch (Exception damage) when (damage is CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>In DER, the signer's first; none if the signature cannot be read.</summary>
    public static IReadOnlyList<byte[]> Certificates(ReadOnlyMemory<byte> signature, ReadLimits limits) => Parts(signature, limits)?.Certificates ?? [];

    private static (byte[] ProtectedBytes, object? Protected, IReadOnlyList<byte[]> Certificates, byte[] Value)? Parts(ReadOnlyMemory<byte> signature, ReadLimits limits)
    {
        if (Cbor.Read(signature, limits) is not List<object?> { Count: >= 4 } cose || cose[0] is not byte[] protectedBytes || cose[3] is not byte[] value) return null;
        var headers = Cbor.Read(protectedBytes, limits);
        return (protectedBytes, headers, ChainOf(headers) is { Count: > 0 } chain ? chain : ChainOf(cose[1]), value);
    }

    private static IReadOnlyList<byte[]> ChainOf(object? headers)
    {
        var map = headers as Dictionary<object, object?>;
        return (map?.GetValueOrDefault(CertificateChain) ?? map?.GetValueOrDefault(NamedChain)) switch { byte[] one => [one], List<object?> chain => [.. chain.OfType<byte[]>()], _ => [] };
    }

    /// <summary>Sig_structure (RFC 9052, 4.4).</summary>
    private static byte[] SignedBytes(byte[] protectedBytes, ReadOnlyMemory<byte> claim)
    {
        var writer = new CborWriter();
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(protectedBytes);
        writer.WriteByteString([]);
        writer.WriteByteString(claim.Span);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Algorithms by their COSE numbers (RFC 9053): ES256 −7, ES384 −35, ES512 −36, PS256 −37, PS384 −38, PS512 −39. Ed25519 is beyond .NET.</summary>
    private static SignatureState Verify(X509Certificate2 leaf, long algorithm, byte[] signed, byte[] value)
    {
        HashAlgorithmName? hash = algorithm switch
        {
            -7 or -37 => HashAlgorithmName.SHA256,
            -35 or -38 => HashAlgorithmName.SHA384,
            -36 or -39 => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (hash is null) return SignatureState.Unsupported;
        if (algorithm >= -36)
        {
            using var curve = leaf.GetECDsaPublicKey();
            return curve is null ? SignatureState.Unreadable : StateOf(curve.VerifyData(signed, value, hash.Value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }
        // a key that is for PSS only has an identifier of its own, which the certificate class does not take for RSA
        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(leaf.PublicKey.EncodedKeyValue.RawData, out _);
        return StateOf(rsa.VerifyData(signed, value, hash.Value, RSASignaturePadding.Pss));
    }

    private static SignatureState StateOf(bool right) => right ? SignatureState.Right : SignatureState.Wrong;
}
