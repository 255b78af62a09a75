using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

internal static class TiffSeeds
{
    private const int ImageSourceData = 37_724;

    public static IReadOnlyList<FuzzSeed> All() =>
    [
        Seed(new TiffBuilder().Page(Pictures.Noise(16, 16, 2), "one").Page(Pictures.Noise(8, 8, 3), "two", 3, 3).Build(), littleEndian: true),
        Seed(new TiffBuilder(littleEndian: false).Page(Pictures.Noise(4, 4, 2)).Build(), littleEndian: false),
        Photoshop(littleEndian: true, 8, PsdCompression.Rle), Photoshop(littleEndian: true, 16, PsdCompression.ZipPredicted), Photoshop(littleEndian: false, 32, PsdCompression.Raw), Photoshop(littleEndian: false, 8, PsdCompression.Zip),
    ];

    private static WholeSeed Photoshop(bool littleEndian, int depth, PsdCompression compression)
    {
        var block = new PsdBuilder(16, 16) { LittleEndian = littleEndian, Depth = depth, Compression = compression }
            .Add(new() { Pixels = Pictures.Noise(16, 16, 1), Mask = new byte[64], MaskArea = new(2, 2, 8, 8) })
            .Group(new() { Blend = "pass", Opacity = 99 }, new PsdLayerSpec { Pixels = Pictures.Noise(9, 9, 2), Blend = "mul " }).TiffBlock();
        var bytes = new TiffBuilder(littleEndian).Page(Pictures.Noise(16, 16, 4), null, 0, 0, (ImageSourceData, 7, block), (258, 3, new BigEndianWriter(littleEndian).U16(depth).ToArray())).Build();
        return Seed(bytes, littleEndian, bytes.AsSpan().IndexOf(block) + 36, depth);
    }

    /// <param name="block">Where Photoshop's blocks begin; 0 for none.</param>
    private static WholeSeed Seed(byte[] bytes, bool littleEndian, int block = 0, int depth = 8)
    {
        var notes = new FieldNotes(bytes, littleEndian) { At = 2 };
        notes.Number(2);
        for (var directory = (int)notes.Number(4); directory != 0; directory = (int)notes.Number(4))
        {
            notes.At = directory;
            for (var fields = notes.Number(2); fields > 0; fields--)
            {
                notes.Numbers(2, 2);
                notes.Numbers(4, 2);
            }
        }
        if (block > 0)
        {
            notes.At = block;
            notes.Key();
            notes.Key();
            notes.Pass(4);
            notes.At += 8;
            notes.Number(4);
            PsdSeeds.Layers(notes, wide: false, depth);
        }
        return new(notes.ToPart());
    }
}
