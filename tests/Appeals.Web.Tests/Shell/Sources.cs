namespace Appeals.Web.Tests.Shell;

/// <summary>The site's source files, for tests that read them.</summary>
internal static class Sources
{
    public static string Web { get; } = Path.Combine(Root(), "src", "Appeals.Web");

    public static IReadOnlyDictionary<string, string> Read(params string[] patterns) => patterns
        .SelectMany(p => Directory.EnumerateFiles(Web, p, SearchOption.AllDirectories))
        .Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(f => Path.GetRelativePath(Web, f), File.ReadAllText, StringComparer.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Appeals.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Appeals.sln not found above the tests.");
        return folder.FullName;
    }
}
