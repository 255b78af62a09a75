using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes TIFF files of plain RGBA pages, and wrong ones.</summary>
internal sealed class TiffBuilder(bool littleEndian = true)
{
    private readonly List<(RgbaImage Picture, string? Name, int X, int Y, (int Tag, int Type, byte[] Data)[] Tags)> _pages = [];

    /// <summary>Index of the page that the last one points back to; null ends the chain.</summary>
    public int? LoopTo { get; init; }

    public TiffBuilder Page(RgbaImage picture, string? name = null, int x = 0, int y = 0, params (int Tag, int Type, byte[] Data)[] tags)
    {
        _pages.Add((picture, name, x, y, tags));
        return this;
    }

    public MemoryStream ToStream() => new(Build());

    public byte[] Build()
    {
        var pages = new List<byte[]>();
        var offsets = new List<int>();
        var at = 8;
        foreach (var page in _pages)
        {
            var (bytes, directory) = Write(page, at);
            offsets.Add(directory);
            pages.Add(bytes);
            at += bytes.Length;
        }
        for (var i = 0; i < pages.Count; i++)
        {
            var next = i + 1 < pages.Count ? offsets[i + 1] : LoopTo is { } loop ? offsets[loop] : 0;
            new BigEndianWriter(littleEndian).U32(next).ToArray().CopyTo(pages[i], pages[i].Length - 4);
        }
        return [.. new BigEndianWriter(littleEndian).Text(littleEndian ? "II" : "MM").U16(42).U32(offsets[0]).ToArray(), .. pages.SelectMany(page => page)];
    }

    /// <summary>Samples, values, then the directory, which ends with room for the offset of the next one.</summary>
    private (byte[] Bytes, int Directory) Write((RgbaImage Picture, string? Name, int X, int Y, (int Tag, int Type, byte[] Data)[] Tags) page, int start)
    {
        var body = new BigEndianWriter(littleEndian).Raw(page.Picture.Pixels);
        var fields = new List<(int Tag, int Type, byte[] Data)>
        {
            (256, 4, U32(page.Picture.Width)), (257, 4, U32(page.Picture.Height)), (258, 3, [.. U16(8), .. U16(8), .. U16(8), .. U16(8)]), (259, 3, U16(1)), (262, 3, U16(2)),
            (273, 4, U32(start)), (277, 3, U16(4)), (278, 4, U32(page.Picture.Height)), (279, 4, U32(page.Picture.Pixels.Length)),
            (282, 5, [.. U32(72), .. U32(1)]), (283, 5, [.. U32(72), .. U32(1)]), (286, 5, [.. U32(page.X), .. U32(72)]), (287, 5, [.. U32(page.Y), .. U32(72)]), (338, 3, U16(2)),
        };
        if (page.Name is { } name) fields.Add((285, 2, [.. System.Text.Encoding.UTF8.GetBytes(name), 0]));
        fields.RemoveAll(field => page.Tags.Any(other => other.Tag == field.Tag));
        fields.AddRange(page.Tags);
        var places = new List<int>();
        foreach (var (_, _, data) in fields)
        {
            places.Add(start + body.ToArray().Length);
            if (data.Length > 4) body.Raw(data).Raw(new byte[data.Length % 2]);
        }
        var directory = start + body.ToArray().Length;
        body.U16(fields.Count);
        foreach (var ((tag, type, data), place) in fields.Zip(places).OrderBy(pair => pair.First.Tag))
        {
            body.U16(tag).U16(type).U32(data.Length / (type switch { 3 => 2, 4 => 4, 5 => 8, _ => 1 }));
            if (data.Length > 4) body.U32(place);
            else body.Raw(data).Raw(new byte[4 - data.Length]);
        }
        return (body.U32(0).ToArray(), directory);
    }

    private byte[] U16(int value) => new BigEndianWriter(littleEndian).U16(value).ToArray();

    private byte[] U32(long value) => new BigEndianWriter(littleEndian).U32(value).ToArray();
}
