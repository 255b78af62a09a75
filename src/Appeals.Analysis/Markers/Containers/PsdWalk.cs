using Appeals.Analysis.Formats.Psd;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>PSD and PSB: XMP and Exif among the image resources, the block <c>GenI</c> behind the layers.</summary>
internal static class PsdWalk
{
    private const int Exif = 1058;

    public static void Read(ByteReader reader, PartList parts)
    {
        reader.Section = "PSD image resources";
        reader.Skip(4);
        var wide = reader.U16() == 2;
        reader.Position = 26;
        reader.Skip(reader.Size(wide: false, reader.Left));
        var end = reader.Size(wide: false, reader.Left);
        end += reader.Position;
        var resources = PsdResources.Read(reader, end, parts.Limits);
        parts.Add(PartKind.Xmp, "PSD image resource 1060", resources.Bytes(reader, PsdResources.Xmp, parts.Limits));
        parts.Add(PartKind.Exif, "PSD image resource 1058", resources.Bytes(reader, Exif, parts.Limits));
        reader.Position = end;
        ReadBlocks(reader, wide, parts);
    }

    private static void ReadBlocks(ByteReader reader, bool wide, PartList parts)
    {
        var end = reader.Size(wide, reader.Left);
        end += reader.Position;
        if (end == reader.Position) return;
        reader.Skip(reader.Size(wide, end - reader.Position));
        if (end - reader.Position < 4) return;
        reader.Skip(reader.Size(wide: false, end - reader.Position));
        while (PsdBlock.TryRead(reader, wide, end, out var block))
        {
            parts.Step(reader);
            if (block.Key == "GenI") parts.Add(PartKind.PsdGenTech, "PSD block GenI", parts.Take(reader, block.Length));
            if (!PsdBlock.MoveBehind(reader, block, end)) return;
        }
    }
}
