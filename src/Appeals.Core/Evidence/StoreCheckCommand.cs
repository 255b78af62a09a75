using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Evidence;

/// <summary><c>dotnet Appeals.Web.dll check-store [--deep]</c>: says whether database, evidence store and master keys fit together. Prints ids only.</summary>
public static class StoreCheckCommand
{
    public const string Name = "check-store";
    public const string Deep = "--deep";

    /// <summary>Null if the arguments did not ask for the command; otherwise it has run, and the program should end with 0, or 1 if anything is wrong.</summary>
    public static async Task<int?> TryRunAsync(IHost host, string[] arguments, TextWriter output)
    {
        if (arguments is not ([Name] or [Name, Deep])) return null;
        await using var scope = host.Services.CreateAsyncScope();
        try
        {
            await ActivatorUtilities.CreateInstance<MasterKeyGate>(host.Services).CheckAsync(CancellationToken.None);
            var check = scope.ServiceProvider.GetRequiredService<StoreCheck>();
            var summary = await check.RunAsync(arguments is [_, Deep], fault => output.WriteLineAsync($"{fault.Kind} {fault.Id}"), CancellationToken.None);
            await output.WriteLineAsync($"{summary.Files} files of {summary.Bytes} bytes, {summary.Unclaimed} not on record yet, histories of {summary.Appeals} appeals.");
            await output.WriteLineAsync(summary.Faults == 0 ? "Database and evidence store fit together." : $"{summary.Faults} faults.");
            return summary.Faults == 0 ? 0 : 1;
        }
        catch (Exception stopped) when (stopped is InvalidOperationException or EvidenceUnavailableException)
        {
            await output.WriteLineAsync(stopped.Message);
            return 1;
        }
    }
}
