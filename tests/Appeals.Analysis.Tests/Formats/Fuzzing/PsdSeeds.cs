using Appeals.Analysis.Tests.Pixels;
using static Appeals.Analysis.Tests.Formats.PsdDescriptors;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

internal static class PsdSeeds
{
    /// <summary>A document of inks has its profile measured first.</summary>
    public static IReadOnlyList<FuzzSeed> All(bool wide) => [.. Plain(wide).Concat(Deep(wide)).Select(bytes => new WholeSeed(Walk(bytes))), new WholeSeed(Walk(Flat(wide, 4, 4))) { Rarity = 200 }];

    private static IEnumerable<byte[]> Plain(bool wide) => Enum.GetValues<PsdCompression>().Select(compression =>
        new PsdBuilder(16, 16) { Compression = compression, Wide = wide, Resources = [(1005, [0, 72, 0, 0]), (1060, "<a b='c'/>"u8.ToArray())] }
            .Add(new() { Pixels = Pictures.Solid(16, 16, 200, 200, 200) })
            .Group(new() { Blend = "pass", Opacity = 99 }, new PsdLayerSpec { Pixels = Pictures.Noise(12, 12, 1), Mask = new byte[64], MaskArea = new(2, 2, 8, 8), MaskDensity = 100 }, new PsdLayerSpec { Pixels = Pictures.Noise(9, 9, 2), Clipped = true, Blend = "hue " })
            .Build());

    /// <summary>Everything that is made from a description, at other depths and in other modes.</summary>
    private static IEnumerable<byte[]> Deep(bool wide)
    {
        var path = new PsdPathBuilder(16, 16).Rectangle(1, 1, 1, 9.5, 9).Rectangle(2, 3, 3, 5, 5).Build();
        var gradient = Versioned(Of(Number("Angl", 30), Child("Grad", Of(List("Clrs", Of(Child("Clr ", Rgb(1, 2, 3)), Number("Lctn", 0)), Of(Child("Clr ", Rgb(200, 2, 3)), Number("Lctn", 4_096)))))));
        byte[] curves = [0, 0, 1, 0, 0, 0, 1, 0, 3, 0, 9, 0, 0, 0, 90, 0, 128, 0, 255, 0, 250], hue = [0, 2, 0, 0, .. new byte[6], 0, 40, 0, 20, 0, 10, .. new byte[84]];
        foreach (var depth in new[] { 8, 16, 32 })
        {
            yield return new PsdBuilder(16, 16) { Depth = depth, Wide = wide, Compression = PsdCompression.ZipPredicted }
                .Add(new() { Pixels = Pictures.Noise(16, 16, 3), Mask = new byte[64], MaskArea = new(2, 2, 8, 8), Tags = [("vmsk", path)] })
                .Add(new() { Tags = [("SoCo", Fill(10, 20, 30)), ("vmsk", path)] })
                .Add(new() { Tags = [(depth == 8 ? "GdFl" : "SoCo", depth == 8 ? gradient : Fill(90, 80, 70)), ("vmsk", path)] })
                .Add(new() { Tags = [("curv", curves)] }).Add(new() { Tags = [("hue2", hue)], Clipped = true })
                .Build();
        }
        foreach (var (mode, channels) in new[] { (9, 3), (7, 4), (2, 1) }) yield return Flat(wide, mode, channels);
    }

    private static byte[] Flat(bool wide, int mode, int channels) =>
        new PsdBuilder(16, 16) { Wide = wide, Mode = (mode, channels), ColorData = new byte[768], Resources = [(1047, [0, 9]), (1057, new byte[9]), (1039, new byte[160])] }.Build();

    private static FuzzPart Walk(byte[] bytes)
    {
        var notes = new FieldNotes(bytes) { At = 4 };
        var wide = notes.Number(2) == 2;
        notes.At = 12;
        notes.Number(2);
        notes.Numbers(4, 2);
        var depth = notes.Number(2);
        notes.Number(2);
        notes.Pass(4);
        var resources = notes.Number(4);
        for (var end = notes.At + resources; notes.At < end;)
        {
            notes.At += 4;
            notes.Number(2);
            notes.Number(2);
            var length = notes.Number(4);
            notes.At += (int)(length + length % 2);
        }
        var section = notes.Number(wide ? 8 : 4);
        var rest = notes.At + (int)section;
        if (section > 0)
        {
            var info = notes.Number(wide ? 8 : 4);
            if (info == 0)
            {
                notes.Number(4);
                notes.Key();
                notes.Key();
                notes.Number(wide ? 8 : 4);
            }
            Layers(notes, wide, (int)depth);
        }
        notes.At = rest;
        notes.Number(2);
        return notes.ToPart();
    }

    /// <summary>Records, then for each channel its compression and what follows it.</summary>
    public static void Layers(FieldNotes notes, bool wide, int depth)
    {
        var lengths = new List<int>();
        for (var count = notes.Number(2); count > 0; count--)
        {
            notes.Numbers(4, 4);
            for (var channels = notes.Number(2); channels > 0; channels--)
            {
                notes.Number(2);
                lengths.Add((int)notes.Number(wide ? 8 : 4));
            }
            notes.Key();
            notes.Key();
            notes.Numbers(1, 4);
            Extra(notes);
        }
        foreach (var length in lengths)
        {
            var next = notes.At + length;
            if (notes.Number(2) == 1) notes.Numbers(wide ? 4 : 2, Math.Min(4, depth));
            notes.At = next;
        }
    }

    private static void Extra(FieldNotes notes)
    {
        var length = (int)notes.Number(4);
        var end = notes.At + length;
        var mask = notes.Number(4);
        var ranges = notes.At + (int)mask;
        if (mask > 0)
        {
            notes.Numbers(4, 4);
            notes.Numbers(1, 2);
        }
        notes.At = ranges;
        notes.Pass(4);
        var name = (int)notes.Number(1);
        notes.At += (name + 4) / 4 * 4 - 1;
        while (notes.At + 12 <= end)
        {
            notes.Key();
            notes.Key();
            var block = (int)notes.Number(4);
            var next = notes.At + block;
            notes.Numbers(2, Math.Min(24, block / 2));
            notes.At = next;
        }
    }
}
