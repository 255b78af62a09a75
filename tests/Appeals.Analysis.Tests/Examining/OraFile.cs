using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Examining;

/// <summary>Writes small OpenRaster files, so that a test can say exactly which layers a file has.</summary>
internal static class OraFile
{
    /// <param name="layers">Bottom to top.</param>
    public static byte[] Write(int width, int height, params OraLayer[] layers) => Write(width, height, Pictures.Solid(8, 8, 255, 0, 255), layers);

    /// <param name="merged">The flat picture that is stored beside the layers.</param>
    public static byte[] Write(int width, int height, RgbaImage merged, params OraLayer[] layers)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "mimetype", "image/openraster"u8.ToArray(), CompressionLevel.NoCompression);
            Add(zip, "stack.xml", Encoding.UTF8.GetBytes(Stack(width, height, layers)), CompressionLevel.Fastest);
            for (var i = 0; i < layers.Length; i++) Add(zip, $"data/layer{i}.png", ImageCodec.EncodePng(layers[i].Image), CompressionLevel.NoCompression);
            var flat = ImageCodec.EncodePng(merged);
            Add(zip, "mergedimage.png", flat, CompressionLevel.NoCompression);
            Add(zip, "Thumbnails/thumbnail.png", flat, CompressionLevel.NoCompression);
        }
        return bytes.ToArray();
    }

    private static string Stack(int width, int height, OraLayer[] layers)
    {
        var stack = new XElement("stack", layers.Select((layer, i) => new XElement("layer",
            new XAttribute("name", layer.Name), new XAttribute("src", $"data/layer{i}.png"), new XAttribute("x", layer.Left), new XAttribute("y", layer.Top),
            new XAttribute("opacity", layer.Opacity.ToString(CultureInfo.InvariantCulture)), new XAttribute("visibility", layer.Visible ? "visible" : "hidden"),
            new XAttribute("composite-op", layer.Mode))).Reverse());
        return new XElement("image", new XAttribute("version", "0.0.3"), new XAttribute("w", width), new XAttribute("h", height), stack).ToString();
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes, CompressionLevel level)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(bytes);
    }
}

internal sealed record OraLayer(string Name, RgbaImage Image, int Left = 0, int Top = 0, double Opacity = 1, bool Visible = true, string Mode = "svg:src-over");
