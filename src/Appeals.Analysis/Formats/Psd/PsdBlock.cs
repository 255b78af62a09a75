using System.Runtime.InteropServices;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>The head of a tagged block; the reader stands at its data.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PsdBlock(string Key, long Offset, long Length)
{
    public long End => Offset + Length;

    /// <summary>False if there is no block here, or it does not fit.</summary>
    public static bool TryRead(ByteReader reader, bool wide, long end, out PsdBlock block)
    {
        block = default;
        if (end - reader.Position < 12 || reader.Key() is not ("8BIM" or "8B64")) return false;
        var key = reader.Key();
        var long8 = wide && HasWideLength(key);
        if (end - reader.Position < (long8 ? 8 : 4)) return false;
        var length = long8 ? reader.U64() : reader.U32();
        if (length > (ulong)(end - reader.Position)) return false;
        block = new(key, reader.Position, (long)length);
        return true;
    }

    /// <summary>Moves to the next signature, which stands 0 to 3 bytes behind the data.</summary>
    public static bool MoveBehind(ByteReader reader, PsdBlock block, long end)
    {
        for (var padding = 0; padding < 4 && end - block.End - padding >= 12; padding++)
        {
            reader.Position = block.End + padding;
            if (reader.Key() is not ("8BIM" or "8B64")) continue;
            reader.Position = block.End + padding;
            return true;
        }
        return false;
    }

    private static bool HasWideLength(string key) =>
        key is "LMsk" or "Lr16" or "Lr32" or "Layr" or "Mt16" or "Mt32" or "Mtrn" or "Alph" or "FMsk" or "lnk2" or "FEid" or "FXid" or "PxSD";
}
