using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Appeals.Core.People;

/// <summary>
/// <c>dotnet Appeals.Web.dll reset-second-factor ADDRESS</c>: for somebody who has lost phone and recovery codes, and whom the operator has recognised.
/// Prints and logs the person's id only.
/// </summary>
public static class SecondFactorCommand
{
    public const string Name = "reset-second-factor";

    /// <summary>Null if the arguments did not ask for the command; otherwise it has run, and the program should end with 0, 1 if there was nothing to reset, or 2.</summary>
    public static async Task<int?> TryRunAsync(IHost host, string[] arguments, TextWriter output)
    {
        if (arguments is not [Name, ..]) return null;
        if (arguments is not [_, var address])
        {
            await output.WriteLineAsync($"Usage: {Name} ADDRESS");
            return 2;
        }
        await using var scope = host.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByEmailAsync(address) is not { TwoFactorEnabled: true } person)
        {
            await output.WriteLineAsync("Nobody has a second factor under this address.");
            return 1;
        }
        await scope.ServiceProvider.GetRequiredService<SecondFactorService>().ResetAsync(person);
        scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SecondFactorCommand)).LogWarning("An operator reset the second factor of {Person}", person.Id);
        await output.WriteLineAsync($"The second factor of {person.Id} is off, every session is ended, and a mail says so. Staff set up another one when they sign in.");
        return 0;
    }
}
