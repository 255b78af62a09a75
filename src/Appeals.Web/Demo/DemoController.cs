using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <param name="Address">Of this server, for the example call.</param>
public sealed record DemoPage(string Address, string ApiKey, IReadOnlyList<DemoDownload> Downloads);

public sealed record DemoDownload(string Name, string Kind, long Bytes);

/// <summary>How to play all parts, and the layered sample to play them with.</summary>
[Authorize(Policies.DevelopmentOnly)]
public sealed class DemoController(DemoGate gate, IOptions<DemoOptions> options, IWebHostEnvironment environment) : Controller
{
    private static readonly Dictionary<string, (string Kind, string MediaType)> Samples = new(StringComparer.Ordinal)
    {
        ["lantern-bay.psd"] = ("Photoshop", "image/vnd.adobe.photoshop"),
        ["lantern-bay.ora"] = ("OpenRaster", "image/openraster"),
        ["lantern-bay.jpg"] = ("JPEG", "image/jpeg"),
    };

    private readonly DemoFiles _files = new(environment.ContentRootPath);

    [HttpGet("/demo")]
    public IActionResult Demo() => gate.IsOpenTo(HttpContext)
        ? View(new DemoPage($"{Request.Scheme}://{Request.Host}", options.Value.ApiKey, [.. Downloads()]))
        : NotFound();

    [HttpGet("/demo/{name}")]
    public IActionResult Download(string name) =>
        gate.IsOpenTo(HttpContext) && Samples.TryGetValue(name, out var sample) && _files.Find(name) is { } path
            ? PhysicalFile(path, sample.MediaType, name)
            : NotFound();

    private IEnumerable<DemoDownload> Downloads() =>
        from sample in Samples
        let path = _files.Find(sample.Key)
        where path is not null
        select new DemoDownload(sample.Key, sample.Value.Kind, new FileInfo(path).Length);
}

public sealed class DemoText;
