namespace Appeals.Testing;

/// <summary>Where the sources lie, found from where the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The folder of this build's configuration: debug or release.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Appeals.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
