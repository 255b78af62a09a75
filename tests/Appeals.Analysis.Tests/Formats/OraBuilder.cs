using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes OpenRaster files, right ones and wrong ones.</summary>
internal sealed class OraBuilder
{
    private readonly List<(string Name, byte[] Bytes, CompressionLevel Level)> _entries = [("mimetype", "image/openraster"u8.ToArray(), CompressionLevel.NoCompression)];

    /// <param name="stack">What stands inside the root stack, top first.</param>
    public OraBuilder Stack(int width, int height, string stack) => Xml($"<?xml version='1.0' encoding='UTF-8'?><image version='0.0.3' w='{width}' h='{height}'><stack>{stack}</stack></image>");

    public OraBuilder Xml(string xml) => Entry("stack.xml", Encoding.UTF8.GetBytes(xml));

    public OraBuilder Picture(string name, RgbaImage image) => Entry(name, ImageCodec.EncodePng(image));

    public OraBuilder Entry(string name, byte[] bytes) => Add(name, bytes, CompressionLevel.Optimal);

    public OraBuilder Stored(string name, byte[] bytes) => Add(name, bytes, CompressionLevel.NoCompression);

    private OraBuilder Add(string name, byte[] bytes, CompressionLevel level)
    {
        _entries.Add((name, bytes, level));
        return this;
    }

    public MemoryStream ToStream()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, data, level) in _entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(data);
            }
        }
        bytes.Position = 0;
        return bytes;
    }
}
