namespace Appeals.Web.Demo;

/// <summary>The paintings of the demo and the layered sample.</summary>
public sealed class DemoFiles(string contentRoot)
{
    private readonly string _folder = Path.Combine(contentRoot, "Demo", "Files");

    /// <summary>They come with the source tree, not with a published site.</summary>
    public bool AreHere => DemoWork.All.All(w => Find(w.File) is not null);

    public string? Find(string name)
    {
        var path = Path.Combine(_folder, name);
        return File.Exists(path) ? path : null;
    }

    public Stream Open(string name) => File.OpenRead(Path.Combine(_folder, name));
}
