using System.Diagnostics;
using Appeals.Testing;

namespace Appeals.Core.Tests.Analysing;

/// <summary>The site as it is published, in a folder of its own.</summary>
public sealed class PublishedSite : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Folder { get; } = Directory.CreateTempSubdirectory("appeals-site-").FullName;

    public async Task InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Repository.Root, "src", "Appeals.Web"), "--no-build", "--configuration", configuration, "--output", Folder, "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = publish.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await publish.WaitForExitAsync(limit.Token);
        Assert.True(publish.ExitCode == 0, await said);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A server process; its settings are environment variables.</summary>
    public Process Start(IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder, "Appeals.Web.dll")]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }
}
