using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

internal static class ClipSeeds
{
    public static IReadOnlyList<FuzzSeed> All() => [Pixels(), Folders(), Folders()];

    private static WholeSeed Pixels()
    {
        var clip = new ClipBuilder(30, 20);
        var (picture, mask) = (clip.Picture(Pictures.Solid(30, 20, 10, 200, 30)), clip.Picture(Pictures.Solid(30, 20, 90, 90, 90), isMask: true));
        return Walk(clip.Layer(1, "", child: 2).Layer(2, "a", picture: picture, more: $"LayerLayerMaskMipmap={mask}, LayerComposite=13, LayerOffsetX=-3"));
    }

    /// <summary>Without blocks, which take the longest.</summary>
    private static WholeSeed Folders()
    {
        var clip = new ClipBuilder(30, 20);
        var empty = clip.Picture(30, 20, isMask: false, white: true, ClipBuilder.Block(0, null));
        clip.Layer(1, "", child: 2).Layer(2, "paper", next: 3, more: "LayerType=1584, DrawColorEnable=1, DrawColorMainRed=-1")
            .Layer(3, "g", next: 6, child: 4, more: "LayerComposite=2").Layer(4, "b", next: 5, picture: empty, more: "LayerOpacity=100").Layer(5, "c", more: "LayerClip=1, LayerComposite=30").Layer(6, "d", more: "LayerVisibility=0, FilterLayerInfo=x'00000002000001402000A0A0F0000000FFFF00007FFFFFFF0000FFFF00007FFFFFFF0000FFFF00007FFFFFFF0000FFFF'");
        return Walk(clip);
    }

    private static WholeSeed Walk(ClipBuilder clip)
    {
        var bytes = clip.Build();
        var notes = new FieldNotes(bytes) { At = 16 };
        notes.Number(8);
        while (notes.At < bytes.Length)
        {
            notes.Key();
            var kind = notes.Key();
            var length = (int)notes.Number(8);
            var next = notes.At + length;
            if (kind == "Exta") Block(notes);
            if (kind == "SQLi") Database(notes, bytes, notes.At, length);
            notes.At = next;
        }
        return new(notes.ToPart());
    }

    private static void Block(FieldNotes notes)
    {
        notes.Pass(8);
        notes.Number(8);
        notes.Numbers(4, 2);
        notes.At += 38;
        notes.Numbers(4, 7);
        notes.Numbers(1, 6);
    }

    /// <summary>SQLite database file format, 1.3 and 1.6: the file's header, of each page its header, the places of its cells, and of each cell how long it is and what its values are.</summary>
    private static void Database(FieldNotes notes, byte[] bytes, int start, int length)
    {
        notes.At = start + 16;
        notes.Number(2);
        notes.Numbers(1, 6);
        notes.Numbers(4, 19);
        for (var page = 0; page < length / 4096; page++)
        {
            notes.At = start + page * 4096 + (page == 0 ? 100 : 0);
            var kind = notes.Number(1);
            notes.Number(2);
            var cells = (int)notes.Number(2);
            notes.Number(2);
            notes.Number(1);
            if (kind is 2 or 5) notes.Number(4);
            var list = notes.At;
            for (var cell = 0; cell < cells; cell++)
            {
                notes.At = list + cell * 2;
                notes.At = start + page * 4096 + (int)notes.Number(2);
                notes.Numbers(1, Math.Min(28, bytes.Length - notes.At));
            }
        }
    }
}
