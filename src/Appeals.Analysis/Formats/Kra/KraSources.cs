using System.Globalization;
using System.Xml;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>Finds where each layer's pixels come from: its own file, the frame that an animation shows, another layer, a plain colour.</summary>
internal sealed class KraSources(KraArchive archive, KraPixelFormat? imageFormat)
{
    private readonly ILookup<int, KraElement> _masks = archive.Document.Elements.Where(element => element is { IsMask: true, Parent: >= 0 }).ToLookup(element => element.Parent);
    private readonly Dictionary<int, KraLayer?> _known = [];

    public IEnumerable<KraElement> MasksOf(int index) => _masks[index];

    public KraLayer? Group(int index) => new(null, 0, 0, imageFormat ?? new(KraModel.Rgb, KraDepth.U8, false), [], TransparencyMasks(index));

    /// <summary>Null for what cannot be drawn: vector and file layers, adjustments, patterns.</summary>
    public KraLayer? Find(int index)
    {
        if (_known.TryGetValue(index, out var known)) return known;
        _known.Add(index, null); // a clone of a clone of itself finds nothing
        var element = archive.Document.Elements[index];
        var source = element.Type switch
        {
            "paintlayer" => Paint(element, index),
            "clonelayer" => Clone(element, index),
            "generatorlayer" => Fill(element, index),
            _ => null,
        };
        return _known[index] = source;
    }

    private KraLayer? Paint(KraElement element, int index)
    {
        if (FormatOf(element) is not { } format || element["filename"] is not { } file) return null;
        int x = element.Integer("x"), y = element.Integer("y");
        if (element["keyframes"] is { } keyframes) (file, x, y) = Frame(keyframes, file, x, y);
        var outside = archive.Peek(file + ".defaultpixel", format.PixelSize);
        return new(file, x, y, format, outside.Length == format.PixelSize ? outside : new byte[format.PixelSize], TransparencyMasks(index));
    }

    /// <summary>A layer may have another colour space than the picture; its default pixel tells when the attribute does not.</summary>
    private KraPixelFormat? FormatOf(KraElement element)
    {
        var image = archive.Document.Image;
        var id = element["colorspacename"] ?? image["colorspacename"];
        var profile = element["profile"] ?? (id == image["colorspacename"] ? image["profile"] : null);
        return KraPixelFormat.Of(id, profile);
    }

    /// <summary>
    /// What an animation shows at the time the file was saved at, or at its beginning (<c>keyframes.xml</c>, channel <c>content</c>):
    /// the last frame not after that time.
    /// </summary>
    private (string File, int X, int Y) Frame(string keyframes, string file, int x, int y)
    {
        var (shown, isContent, isShown) = (-1, false, false);
        archive.ReadXml(keyframes, ofLayer: true, reader =>
        {
            if (reader.LocalName == "channel") isContent = reader.GetAttribute("name") == "content";
            if (!isContent) return;
            if (reader.LocalName == "keyframe")
            {
                isShown = reader.GetAttribute("frame") is not null && Number(reader, "time") is { } time && time > shown && time <= archive.Document.CurrentTime;
                if (isShown) (shown, file) = (Number(reader, "time")!.Value, reader.GetAttribute("frame")!);
            }
            else if (reader.LocalName == "offset" && isShown) (x, y) = (Number(reader, "x") ?? x, Number(reader, "y") ?? y);
        });
        return (file, x, y);
    }

    private static int? Number(XmlReader reader, string name) => int.TryParse(reader.GetAttribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Another layer's pixels in another place: with its masks, unless it copies the original.</summary>
    private KraLayer? Clone(KraElement element, int index)
    {
        var elements = archive.Document.Elements;
        var uuid = element["clonefromuuid"];
        var of = elements.FindIndex(other => !other.IsMask && (uuid is not null ? other["uuid"] == uuid : other["name"] == element["clonefrom"]));
        if (of < 0 || Find(of) is not { } source) return null;
        int x = element.Integer("x"), y = element.Integer("y");
        var masks = element["clonetype"] == "1" ? [] : source.Masks.Select(mask => mask with { X = Sum(mask.X, x), Y = Sum(mask.Y, y) });
        return source with { X = Sum(source.X, x), Y = Sum(source.Y, y), Masks = [.. masks, .. TransparencyMasks(index)] };
    }

    private static int Sum(int a, int b) => (int)Math.Clamp((long)a + b, int.MinValue, int.MaxValue);

    private KraLayer? Fill(KraElement element, int index)
    {
        if (element["generatorname"] != "color" || element["filename"] is not { } file || Color(file) is not { } color) return null;
        IEnumerable<KraMask> selection = archive.Contains(file + ".pixelselection") ? [Mask(file + ".pixelselection", element)] : [];
        return new(null, 0, 0, imageFormat ?? new(KraModel.Rgb, KraDepth.U8, false), [], [.. selection, .. TransparencyMasks(index)]) { Color = color };
    }

    /// <summary>The parameter <c>color</c> holds XML as text: <c>&lt;RGB r="…" g="…" b="…"/&gt;</c>, each in [0, 1].</summary>
    private (byte R, byte G, byte B, byte A)? Color(string file)
    {
        (byte, byte, byte, byte)? color = null;
        archive.ReadXml(file + ".filterconfig", ofLayer: true, reader =>
        {
            if (color is not null || reader.LocalName != "param" || reader.GetAttribute("name") != "color") return;
            var text = reader.ReadElementContentAsString();
            if (text.IndexOf("<RGB", StringComparison.Ordinal) is var at && at < 0) return;
            if (Part(text, at, "r") is { } r && Part(text, at, "g") is { } g && Part(text, at, "b") is { } b) color = (r, g, b, 255);
        });
        return color;
    }

    private static byte? Part(string text, int from, string name)
    {
        var at = text.IndexOf($" {name}=\"", from, StringComparison.Ordinal) + 4;
        var end = at < 4 ? -1 : text.IndexOf('"', at);
        return end > at && double.TryParse(text.AsSpan(at, end - at), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (byte)Math.Round(Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1) * 255) : null;
    }

    private List<KraMask> TransparencyMasks(int index) =>
        [.. MasksOf(index).Where(mask => mask is { IsVisible: true, Type: "transparencymask" } && mask["filename"] is not null && archive.Contains(mask["filename"] + ".pixelselection"))
            .Select(mask => Mask(mask["filename"] + ".pixelselection", mask))];

    private KraMask Mask(string file, KraElement element) =>
        new(file, element.Integer("x"), element.Integer("y"), archive.Peek(file + ".defaultpixel", 1) is [var shade] ? shade : (byte)0);
}
