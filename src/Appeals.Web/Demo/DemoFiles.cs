namespace Appeals.Web.Demo;

/// <summary>The paintings of the demo and the layered sample.</summary>
public sealed class DemoFiles(string contentRoot)
{
    private readonly string _folder = Path.Combine(contentRoot, "Demo", "Files");

    public string? Find(string name)
    {
        var path = Path.Combine(_folder, name);
        return File.Exists(path) ? path : null;
    }

    public Stream Open(string name) => File.OpenRead(Path.Combine(_folder, name));
}
