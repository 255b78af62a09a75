using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Writing;

/// <summary>Writes OpenRaster files; only such as need neither masks nor clipping.</summary>
internal static class OraWriter
{
    private static readonly Dictionary<string, string> Modes = new(StringComparer.Ordinal)
    {
        ["normal"] = "svg:src-over", ["multiply"] = "svg:multiply", ["screen"] = "svg:screen", ["overlay"] = "svg:overlay", ["soft-light"] = "svg:soft-light", ["add"] = "svg:plus", ["darken"] = "svg:darken",
    };

    public static byte[] Write(PaintedFile file)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "mimetype", "image/openraster"u8.ToArray());
            var count = 0;
            var stack = new XElement("stack", file.Layers.Reverse().Select(layer => Element(layer, zip, ref count)));
            Add(zip, "stack.xml", Encoding.UTF8.GetBytes(new XElement("image", new XAttribute("version", "0.0.3"), new XAttribute("w", file.Width), new XAttribute("h", file.Height), stack).ToString()));
            if (file.Stored is { } stored) Add(zip, "mergedimage.png", ImageCodec.EncodePng(stored.Image));
        }
        if (file.Stored is not null) return bytes.ToArray();
        using (var opened = LayeredFile.Open(new MemoryStream(bytes.ToArray()), ReadLimits.Default, CancellationToken.None))
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            Add(zip, "mergedimage.png", ImageCodec.EncodePng(Compositor.Render(opened, new(), CancellationToken.None)));
        return bytes.ToArray();
    }

    private static XElement Element(PaintedLayer layer, ZipArchive zip, ref int count)
    {
        var common = new object[]
        {
            new XAttribute("name", layer.Name), new XAttribute("opacity", layer.Opacity.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("visibility", layer.Visible ? "visible" : "hidden"), new XAttribute("composite-op", Modes[layer.Mode]),
        };
        if (layer.Children is { } children)
        {
            var stack = new XElement("stack", common);
            foreach (var child in children.Reverse()) stack.Add(Element(child, zip, ref count));
            return stack;
        }
        var name = $"data/layer{count++}.png";
        Add(zip, name, ImageCodec.EncodePng(layer.Sheet!.Image));
        return new("layer", common, new XAttribute("src", name), new XAttribute("x", 0), new XAttribute("y", 0));
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(bytes);
    }
}
