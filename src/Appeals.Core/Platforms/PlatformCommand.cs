using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Platforms;

/// <summary><c>dotnet Appeals.Web.dll add-platform NAME</c>: a platform with the standard clauses, and its first API key, which is shown this once.</summary>
public static class PlatformCommand
{
    public const string Name = "add-platform";
    private const string FirstKey = "first";

    /// <summary>Null if the arguments did not ask for the command; otherwise it has run, and the program should end with 0, 1 if the name is taken, or 2.</summary>
    public static async Task<int?> TryRunAsync(IHost host, string[] arguments, TextWriter output)
    {
        if (arguments is not [Name, ..]) return null;
        if (arguments is not [_, var given] || CleanText.Line(given) is not { Length: > 0 and <= Platform.NameLength } name)
        {
            await output.WriteLineAsync($"Usage: {Name} NAME, of at most {Platform.NameLength} characters");
            return 2;
        }
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppealsDb>();
        if (await db.Platforms.AnyAsync(p => p.Name == name))
        {
            await output.WriteLineAsync("There is a platform of this name.");
            return 1;
        }
        var time = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var platform = new Platform { Id = time.NewId(), Name = name, CreatedAt = time.Now() };
        platform.Clauses.AddRange(StandardClauses.For(platform.Id, time));
        db.Platforms.Add(platform);
        // saves the platform too: one without a key would only block its name
        var key = await scope.ServiceProvider.GetRequiredService<ApiKeyService>().CreateAsync(platform.Id, FirstKey);
        await output.WriteLineAsync($"Platform: {platform.Id}");
        await output.WriteLineAsync($"API key, shown this once: {key}");
        return 0;
    }
}
