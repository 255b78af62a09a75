using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Writing;

/// <summary>Writes Photoshop documents (Adobe Photoshop File Formats Specification): 8 bits RGB, run-length encoded, layers cut to what is painted.</summary>
internal static class PsdWriter
{
    private static readonly Dictionary<string, string> Modes = new(StringComparer.Ordinal)
    {
        ["normal"] = "norm", ["multiply"] = "mul ", ["screen"] = "scrn", ["overlay"] = "over", ["soft-light"] = "sLit", ["add"] = "lddg", ["darken"] = "dark", ["linear-light"] = "lLit",
    };

    public static byte[] Write(PaintedFile file)
    {
        var body = new Bytes();
        WriteHeader(file, body);
        var info = new Bytes();
        var pixels = new Bytes();
        var count = file.Layers.Sum(layer => WriteLayer(layer, info, pixels));
        var section = new Bytes().U32(info.Length + pixels.Length + 2 + ((info.Length + pixels.Length) % 2)).U16(count).Raw(info).Raw(pixels).Raw(new byte[(info.Length + pixels.Length) % 2]).U32(0);
        body.U32(section.Length).Raw(section);
        return WithMerged(body, file.Stored?.Image ?? Flatten(body, file));
    }

    private static void WriteHeader(PaintedFile file, Bytes body)
    {
        body.Text("8BPS").U16(1).Raw(new byte[6]).U16(3).U32(file.Height).U32(file.Width).U16(8).U16(3).U32(0);
        var xmp = Encoding.UTF8.GetBytes(XmpHistory.Of(file));
        body.U32(12 + xmp.Length + (xmp.Length % 2)).Text("8BIM").U16(1060).U16(0).U32(xmp.Length).Raw(xmp).Raw(new byte[xmp.Length % 2]);
    }

    private static RgbaImage Flatten(Bytes body, PaintedFile file)
    {
        // any merged picture will do: what has layers is drawn from them
        using var stream = new MemoryStream(WithMerged(body, new(file.Width, file.Height, new byte[file.Width * file.Height * 4])));
        using var opened = LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);
        return Compositor.Render(opened, new(), CancellationToken.None);
    }

    private static byte[] WithMerged(Bytes body, RgbaImage merged)
    {
        var whole = new Bytes().Raw(body).U16(1);
        var (lengths, data) = (new Bytes(), new Bytes());
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < merged.Height; y++) PackRow(merged, new(0, y, merged.Width, 1), channel, lengths, data);
        return whole.Raw(lengths).Raw(data).ToArray();
    }

    /// <returns>Records written: a group has two more than its children.</returns>
    private static int WriteLayer(PaintedLayer layer, Bytes info, Bytes pixels)
    {
        if (layer.Children is not { } children)
        {
            WriteRecord(layer, section: 0, info, pixels);
            return 1;
        }
        WriteRecord(new("</Layer group>", null), section: 3, info, pixels);
        var count = children.Sum(child => WriteLayer(child, info, pixels));
        WriteRecord(layer, section: 1, info, pixels);
        return count + 2;
    }

    private static void WriteRecord(PaintedLayer layer, int section, Bytes info, Bytes pixels)
    {
        var area = layer.Sheet is { } sheet ? Painted(sheet.Image) : default;
        info.U32(area.Top).U32(area.Left).U32((int)area.Bottom).U32((int)area.Right);
        var mask = layer.Mask;
        info.U16(mask is null ? 4 : 5);
        foreach (var channel in new[] { 3, 0, 1, 2 })
        {
            var data = Channel(layer.Sheet?.Image, area, channel);
            info.U16(channel == 3 ? ushort.MaxValue : channel).U32(data.Length);
            pixels.Raw(data);
        }
        if (mask is not null)
        {
            info.U16(ushort.MaxValue - 1).U32(mask.Values.Length + 2);
            pixels.U16(0).Raw(mask.Values);
        }
        info.Text("8BIM").Text(Modes[layer.Mode]).U8(Sheet.ToByte(layer.Opacity * 255)).U8(layer.Clipped ? 1 : 0).U8(layer.Visible ? 0 : 2).U8(0);
        var extra = Extra(layer, section);
        info.U32(extra.Length).Raw(extra);
    }

    private static Bytes Extra(PaintedLayer layer, int section)
    {
        var extra = new Bytes();
        if (layer.Mask is { } mask) extra.U32(20).U32(0).U32(0).U32(mask.Height).U32(mask.Width).U8(0).U8(0).U16(0);
        else extra.U32(0);
        extra.U32(0).U8(1).Text("?").Raw(new byte[2]);
        var name = Encoding.BigEndianUnicode.GetBytes(layer.Name);
        Tag(extra, "luni", new Bytes().U32(layer.Name.Length).Raw(name));
        if (section != 0) Tag(extra, "lsct", new Bytes().U32(section).Text("8BIM").Text(Modes[layer.Mode]));
        if (layer.ChangedAt is { } changed) Tag(extra, "shmd", LayerTime(changed));
        return extra;
    }

    /// <summary>Metadata setting "cust": a descriptor with the one number that Photoshop keeps there.</summary>
    private static Bytes LayerTime(DateTimeOffset changed)
    {
        var descriptor = new Bytes().U32(16).U32(1).U16(0).U32(8).Text("metadata").U32(1).U32(9).Text("layerTime").Text("doub").U64(BitConverter.DoubleToUInt64Bits(changed.ToUnixTimeMilliseconds() / 1000.0));
        descriptor.Raw(new byte[(4 - (descriptor.Length % 4)) % 4]);
        return new Bytes().U32(1).Text("8BIM").Text("cust").U8(0).Raw(new byte[3]).U32(descriptor.Length).Raw(descriptor);
    }

    private static void Tag(Bytes extra, string key, Bytes data)
    {
        var padding = (4 - (data.Length % 4)) % 4;
        extra.Text("8BIM").Text(key).U32(data.Length + padding).Raw(data).Raw(new byte[padding]);
    }

    private static Bytes Channel(RgbaImage? image, PixelArea area, int channel)
    {
        if (image is null || area.IsEmpty) return new Bytes().U16(0);
        var (lengths, data) = (new Bytes(), new Bytes());
        for (var y = area.Top; y < area.Bottom; y++) PackRow(image, area with { Top = y, Height = 1 }, channel, lengths, data);
        return new Bytes().U16(1).Raw(lengths).Raw(data);
    }

    /// <summary>PackBits of one row.</summary>
    private static void PackRow(RgbaImage image, PixelArea row, int channel, Bytes lengths, Bytes data)
    {
        Span<byte> samples = row.Width <= 4096 ? stackalloc byte[row.Width] : new byte[row.Width];
        var from = image.Row(row.Top)[(row.Left * 4)..];
        for (var x = 0; x < samples.Length; x++) samples[x] = from[(x * 4) + channel];
        var before = data.Length;
        for (var at = 0; at < samples.Length;)
        {
            var run = Run(samples, at);
            if (run >= 3)
            {
                data.U8(257 - run).U8(samples[at]);
                at += run;
                continue;
            }
            var start = at;
            while (at < samples.Length && at - start < 128 && Run(samples, at) < 3) at++;
            data.U8(at - start - 1).Raw(samples[start..at]);
        }
        lengths.U16(data.Length - before);
    }

    private static int Run(ReadOnlySpan<byte> samples, int at)
    {
        var run = 1;
        while (run < 128 && at + run < samples.Length && samples[at + run] == samples[at]) run++;
        return run;
    }

    /// <summary>The smallest rectangle around all that has been touched.</summary>
    private static PixelArea Painted(RgbaImage image)
    {
        int left = image.Width, top = image.Height, right = 0, bottom = 0;
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                if (row[(x * 4) + 3] == 0) continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }
        return right == 0 ? default : new(left, top, right - left, bottom - top);
    }
}

/// <summary>Bytes that grow, big-endian.</summary>
internal sealed class Bytes
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public Bytes U8(int value)
    {
        Next(1)[0] = (byte)value;
        return this;
    }

    public Bytes U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Next(2), (ushort)value);
        return this;
    }

    public Bytes U32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Next(4), value);
        return this;
    }

    public Bytes U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Next(8), value);
        return this;
    }

    public Bytes Text(string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, Next(ascii.Length));
        return this;
    }

    public Bytes Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Next(bytes.Length));
        return this;
    }

    public Bytes Raw(Bytes bytes) => Raw(bytes.Span);

    public byte[] ToArray() => Span.ToArray();

    private Span<byte> Next(int length)
    {
        if (Length + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        Length += length;
        return _bytes.AsSpan(Length - length, length);
    }
}

/// <summary>What an application writes about the making.</summary>
internal static class XmpHistory
{
    public static string Of(PaintedFile file)
    {
        static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        return $"""
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
             xmp:CreatorTool="{file.Software}" xmp:CreateDate="{Time(file.Created)}" xmp:ModifyDate="{Time(file.Modified)}" xmp:MetadataDate="{Time(file.Modified)}">
            <xmpMM:History><rdf:Seq><rdf:li stEvt:action="created" stEvt:when="{Time(file.Created)}" stEvt:softwareAgent="{file.Software}"/><rdf:li stEvt:action="saved" stEvt:when="{Time(file.Modified)}" stEvt:softwareAgent="{file.Software}"/></rdf:Seq></xmpMM:History>
            </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
            """;
    }
}
