using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Evidence;

/// <summary><c>dotnet Appeals.Web.dll rotate-master-key</c>: give the new key beside the old one on all nodes, make it current, then run this.</summary>
public static class MasterKeyCommand
{
    public const string Name = "rotate-master-key";

    /// <summary>Null if the arguments did not ask for the command; otherwise it has run, and the program should end with 0.</summary>
    public static async Task<int?> TryRunAsync(IHost host, string[] arguments, TextWriter output)
    {
        if (arguments is not [Name]) return null;
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MasterKeyGate>(host.Services).CheckAsync(CancellationToken.None);
        var outcome = await scope.ServiceProvider.GetRequiredService<MasterKeyRotation>().RunAsync(CancellationToken.None);
        await output.WriteLineAsync($"Wrapped anew: {outcome.Files} files, {outcome.Uploads} uploads, {outcome.ProtectionKeys} protection keys, {outcome.SecondFactors} second factors.");
        await output.WriteLineAsync(outcome.Retired.Count == 0
            ? "No key was retired."
            : $"Nothing is wrapped any more under: {string.Join(", ", outcome.Retired)}. Take it out of the settings of every node, and keep a copy as long as old backups.");
        return 0;
    }
}
