using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

internal static class XcfSeeds
{
    public static IReadOnlyList<FuzzSeed> All() => [.. Files().Select(file => new WholeSeed(Walk(file.Bytes, file.Version))), new WholeSeed(new(Wrapped(), []))];

    private static IEnumerable<(byte[] Bytes, int Version)> Files()
    {
        foreach (var (version, precision, compression) in new (int, int, byte)[] { (3, 150, 1), (11, 150, 2), (12, 600, 1), (12, 250, 0), (20, 750, 1), (22, 500, 2) })
        {
            var modern = version > 3;
            yield return (new XcfBuilder(20, 20) { Version = version, Precision = precision, Compression = compression }
                .Add(new() { IsGroup = true, Mode = modern ? 61u : 0 })
                .Add(new() { Path = [0, 0], Pixels = Pictures.Noise(12, 12, 1), Mask = new byte[144], Mode = modern ? 24u : 11 })
                .Add(new() { Path = [0, 1], Pixels = Pictures.Noise(9, 9, 2), Mode = 3, Properties = [XcfBuilder.Parasite("gimp-text-layer", "x")] })
                .Add(new() { Pixels = Pictures.Noise(20, 20, 3) })
                .Build(), version);
        }
        yield return (new XcfBuilder(20, 20) { Version = 1, Base = 2, Palette = [1, 2, 3, 4, 5, 6] }.Add(new() { Pixels = Pictures.Solid(20, 20, 1, 1, 1), Mode = 0 }).Build(), 1);
        yield return (new XcfBuilder(70, 9) { Version = 4, Base = 1, Precision = 100 }.Add(new() { Pixels = Pictures.Solid(4, 4, 9, 9, 9), FloatsOn = 1 }).Add(new() { Pixels = Pictures.Gradient(70, 9), Mode = 28 }).Build(), 4);
    }

    private static byte[] Wrapped() => new XcfBuilder(8, 8).Add(new() { Pixels = Pictures.Solid(8, 8, 1, 2, 3) }).ToGzip().ToArray();

    private static FuzzPart Walk(byte[] bytes, int version)
    {
        var notes = new FieldNotes(bytes) { At = 9 };
        var pointer = version >= 11 ? 8 : 4;
        notes.Number(4);
        notes.At = 14;
        notes.Numbers(4, version >= 4 ? 4 : 3);
        Properties(notes);
        var layers = Pointers(notes, pointer);
        Pointers(notes, pointer);
        foreach (var layer in layers)
        {
            notes.At = (int)layer;
            notes.Numbers(4, 3);
            notes.Pass(4);
            Properties(notes);
            var hierarchy = (int)notes.Number(pointer);
            notes.Number(pointer);
            if (hierarchy == 0) continue;
            notes.At = hierarchy;
            notes.Numbers(4, 3);
            notes.At = (int)notes.Number(pointer);
            notes.Numbers(4, 2);
            var tiles = Pointers(notes, pointer);
            notes.At = (int)tiles[0];
            notes.Numbers(1, 8);
        }
        return notes.ToPart();
    }

    private static void Properties(FieldNotes notes)
    {
        for (var type = -1L; type != 0;)
        {
            type = notes.Number(4);
            var length = (int)notes.Number(4);
            var next = notes.At + length;
            notes.Numbers(4, length / 4);
            notes.At = next;
        }
    }

    private static List<long> Pointers(FieldNotes notes, int size)
    {
        var pointers = new List<long>();
        for (var next = notes.Number(size); next != 0; next = notes.Number(size)) pointers.Add(next);
        return pointers;
    }
}
