using System.CommandLine;
using System.Security.Cryptography;
using Appeals.Analysis.Markers.C2pa;

namespace Appeals.Analyzer.Commands;

internal static class TrustListOption
{
    public static Option<TrustList?> Create() => new("--trust-list")
    {
        Description = "Certificates whose signers of Content Credentials are believed to be who they say.",
        HelpName = "PEM",
        CustomParser = static result =>
        {
            var path = result.Tokens[0].Value;
            try
            {
                return new TrustList(File.ReadAllText(path));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                result.AddError($"'{path}' is not a readable file of certificates in PEM.");
                return null;
            }
        },
    };
}
