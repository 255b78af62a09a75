using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>"Image resources": where each block lies, by its id. Foreign signatures (MeSa, AgHg, PHUT, DCSR) are walked over like 8BIM.</summary>
internal sealed class PsdResources
{
    public const int Xmp = 1060, IccProfile = 1039, VersionInfo = 1057, Resolution = 1005, AlphaNames = 1006, TransparentIndex = 1047, GlobalAngle = 1037, Thumbnail = 1036, OldThumbnail = 1033;

    private readonly Dictionary<int, (long Offset, long Length)> _blocks = [];

    /// <summary>True if the walk ended before the section did.</summary>
    public bool IsDamaged { get; private set; }

    public static PsdResources Read(ByteReader reader, long end, ReadLimits limits)
    {
        reader.Section = "PSD image resources";
        var resources = new PsdResources();
        for (var i = 0; i < limits.MaxBlocks && end - reader.Position >= 12; i++)
        {
            if (!resources.ReadBlock(reader, end)) break;
        }
        resources.IsDamaged = end - reader.Position >= 12;
        return resources;
    }

    private bool ReadBlock(ByteReader reader, long end)
    {
        var signature = reader.Key();
        if (signature is not ("8BIM" or "MeSa" or "AgHg" or "PHUT" or "DCSR" or "8B64")) return false;
        int id = reader.U16(), name = reader.U8();
        var nameEnd = reader.Position + name + (name % 2 == 0 ? 1 : 0);
        if (end - nameEnd < 4) return false;
        reader.Position = nameEnd;
        long length = reader.U32();
        if (length > end - reader.Position) return false;
        if (signature == "8BIM") _blocks.TryAdd(id, (reader.Position, length));
        reader.Position = Math.Min(end, reader.Position + length + length % 2);
        return true;
    }

    /// <summary>Adds one that lies elsewhere, unless there is one already.</summary>
    public void Add(int id, (long Offset, long Length) block) => _blocks.TryAdd(id, block);

    public bool Contains(int id) => _blocks.ContainsKey(id);

    /// <summary>The bytes of a resource, or null if it is absent or larger than a block may be.</summary>
    public byte[]? Bytes(ByteReader reader, int id, ReadLimits limits)
    {
        if (!_blocks.TryGetValue(id, out var block) || block.Length > limits.MaxBlockLength) return null;
        reader.Position = block.Offset;
        return reader.Bytes(block.Length);
    }
}
