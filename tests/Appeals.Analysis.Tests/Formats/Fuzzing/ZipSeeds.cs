using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Pixels;
using Appeals.Analysis.Tests.Reading;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>The formats that are zip archives.</summary>
internal static class ZipSeeds
{
    public static IReadOnlyList<FuzzSeed> Kra()
    {
        var gradient = Pictures.Gradient(20, 16);
        return
        [
            Kra("RGBA", "<layer nodetype='paintlayer' filename='a' compositeop='hue_hsl' opacity='200' x='2' y='-3'><masks><mask nodetype='transparencymask' filename='m' x='0' y='0'/></masks></layer><layer nodetype='generatorlayer' name='f' filename='b' generatorname='color'/>",
                ("a", Tiles(KraBuilder.Tiles(20, 16, 4, KraBuilder.Bgra(gradient)))), ("m.pixelselection", Tiles(KraBuilder.Tiles(20, 16, 1, (x, _) => [(byte)(x * 9)]))), ("b.filterconfig", FuzzPart.Text("<params version='1'><param name='color'><![CDATA[<color channeldepth='U8'><RGB r='1' g='0.5' b='0'/></color>]]></param></params>"))),
            Kra("RGBA", "<layer nodetype='grouplayer' name='g' passthrough='1' opacity='99'><layers><layer nodetype='clonelayer' name='c' clonefrom='b' x='1'/><layer nodetype='paintlayer' name='b' filename='a' layerstyle='' channellockflags='1110'/></layers></layer><layer nodetype='shapelayer' filename='v'/>", ("a", Tiles(KraBuilder.Tiles(20, 16, 4, KraBuilder.Bgra(gradient), packed: false)))),
            Kra("GRAYA16", KraBuilder.Paint("a"), ("a", Tiles(KraBuilder.Tiles(20, 16, 4, (x, y) => [(byte)x, (byte)(x * 9), 255, 255], version: 1)))),
            Kra("CMYKAF32", KraBuilder.Paint("a", "compositeop='multiply'"), ("a", Tiles(KraBuilder.Tiles(5, 5, 20, (x, y) => KraBuilder.Float(0.1f * x, 0.2f, 0, 0, 1))))),
            Kra("RGBAF16", KraBuilder.Paint("a"), ("a", Tiles(KraBuilder.Tiles(5, 5, 8, (x, y) => KraBuilder.Half(0.1f * x, 0.2f, 0, 1)))), ("a.defaultpixel", new FuzzPart([0, 60, 0, 0, 0, 0, 0, 60], []))),
        ];
    }

    private static ZipSeed Kra(string space, string layers, params (string Name, FuzzPart Part)[] files) => new(
    [
        ("mimetype", new("application/x-krita"u8.ToArray(), [])),
        ("maindoc.xml", FuzzPart.Text($"<?xml version='1.0' encoding='UTF-8'?><DOC xmlns='http://www.calligra.org/DTD/krita' kritaVersion='5.2.2' syntaxVersion='2.0'><IMAGE name='n' width='20' height='16' colorspacename='{space}' profile='sRGB' x-res='300'><layers>{layers}</layers><animation><currentTime type='value' value='3'/></animation></IMAGE></DOC>")),
        .. files.Select(file => ("n/layers/" + file.Name, file.Part)),
    ]);

    private static FuzzPart Tiles(byte[] bytes) => new(bytes, [.. Enumerable.Range(0, 24).Select(i => new FuzzField(Math.Min(bytes.Length, 96) - 24 + i, 1, LittleEndian: false))], IsText: true);

    public static IReadOnlyList<FuzzSeed> Ora() =>
    [
        Ora("<stack isolation='auto' opacity='0.5'><layer src='a.png' composite-op='svg:hue' x='1' y='-1'/><layer src='b.png' visibility='hidden'/></stack>", ("a.png", Pictures.Noise(5, 4, 1)), ("b.png", Pictures.Solid(3, 3, 1, 2, 3, 90))),
        Ora("<layer src='a.png' composite-op='svg:dst-in'/><stack><stack><layer src='a.png' name='&lt;b&gt;' opacity='0.25'/></stack></stack>", ("a.png", Pictures.Solid(6, 6, 9, 9, 9))),
    ];

    private static ZipSeed Ora(string stack, params (string Name, RgbaImage Picture)[] pictures) => new(
    [
        ("mimetype", new("image/openraster"u8.ToArray(), [])),
        ("stack.xml", FuzzPart.Text($"<?xml version='1.0' encoding='UTF-8'?><image version='0.0.3' w='8' h='8' xres='72'><stack>{stack}</stack></image>")),
        .. pictures.Select(picture => (picture.Name, FlatSeeds.Png(ImageCodec.EncodePng(picture.Picture)))),
    ]);

    public static IReadOnlyList<FuzzSeed> Procreate()
    {
        var builder = new ProcreateBuilder(40, 8);
        var mask = builder.Keep(ProcreateBuilder.Fields(("UUID", builder.Keep("a")), ("hidden", false)));
        builder.Layers.Add(builder.Keep(ProcreateBuilder.Fields(("name", builder.Keep("group")), ("children", builder.List(builder.Loose("a", null, ("mask", mask), ("clipped", true)))))));
        builder.Layer("b", null, ("extendedBlend", 13), ("opacity", 0.3));
        builder.Document["orientation"] = 3;
        builder.Document["backgroundHidden"] = false;
        builder.Document["backgroundColor"] = builder.Keep(new byte[16]);
        var plist = Plist(builder.Plist());
        var tile = new byte[32 * 8 * 4];
        for (var i = 0; i < tile.Length; i++) tile[i] = (byte)(i / 40);
        return
        [
            new ZipSeed(("Document.archive", plist), ("a/0~0.lz4", Bytes(ProcreateBuilder.Frames(tile))), ("a/1~0.lz4", Bytes(ProcreateBuilder.Frames(tile[..256]))), ("b/0~0.lz4", Bytes(ProcreateBuilder.Frames(tile)))),
            new ZipSeed(("Document.archive", plist), ("a/0~0.chunk", Bytes(LzoWriter.Pack(tile))), ("b/1~0.chunk", Bytes(LzoWriter.Pack(tile[..256])))),
        ];
    }

    /// <summary>The first bytes say how the rest is packed; where its numbers are beyond them, the data tell.</summary>
    private static FuzzPart Bytes(byte[] bytes) => new(bytes, [.. Enumerable.Range(0, Math.Min(16, bytes.Length)).Select(i => new FuzzField(i, 1, LittleEndian: true)), new FuzzField(4, 4, LittleEndian: true), new FuzzField(8, 4, LittleEndian: true)]);

    /// <summary>CFBinaryPList.c: a trailer, the places of all objects, and at each of them its kind and length, then numbers of others.</summary>
    private static FuzzPart Plist(byte[] bytes)
    {
        var notes = new FieldNotes(bytes) { At = bytes.Length - 26 };
        notes.Numbers(1, 2);
        var count = (int)notes.Number(8);
        notes.Number(8);
        var table = (int)notes.Number(8);
        for (var i = 0; i < count; i++)
        {
            notes.At = table + i * 4;
            notes.At = (int)notes.Number(4);
            notes.Number(1);
            notes.Numbers(2, 3);
        }
        return notes.ToPart();
    }
}
