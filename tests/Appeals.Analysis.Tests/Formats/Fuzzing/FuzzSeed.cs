using System.IO.Compression;
using System.Text;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>A right file that makes wrong ones.</summary>
internal abstract class FuzzSeed
{
    /// <summary>Of how many times that it would be chosen it is, once; for what takes long to open.</summary>
    public int Rarity { get; init; } = 1;

    public abstract byte[] Mutate(Random random);
}

/// <summary>A file in one piece.</summary>
internal sealed class WholeSeed(FuzzPart part) : FuzzSeed
{
    public override byte[] Mutate(Random random) => Mutator.Mutate(part, random);
}

/// <summary>A zip archive: entries are changed before they are packed, or the packed ones are, or the archive's own records.</summary>
internal sealed class ZipSeed(params (string Name, FuzzPart Part)[] entries) : FuzzSeed
{
    public override byte[] Mutate(Random random)
    {
        var packed = new List<(string Name, byte[] Bytes, byte[]? Deflated)>();
        var first = random.Next(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var bytes = i == first || random.Next(6) == 0 ? Mutator.Mutate(entries[i].Part, random) : entries[i].Part.Bytes;
            var deflated = i == first && random.Next(4) == 0 ? Deflate(bytes) : null;
            if (deflated is not null && random.Next(3) == 0) deflated = Mutator.Mutate(new(deflated, []), random);
            packed.Add((entries[i].Name, bytes, deflated));
        }
        if (random.Next(24) == 0) packed.Add(packed[random.Next(packed.Count)]);
        var zip = Pack(packed);
        return random.Next(4) == 0 ? Mutator.Mutate(zip, random) : zip.Bytes;
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>PKWARE APPNOTE 4.3: local records, then the directory, then its end. Readers here look at no checksum.</summary>
    private static FuzzPart Pack(List<(string Name, byte[] Bytes, byte[]? Deflated)> entries)
    {
        var file = new BigEndianWriter(littleEndian: true);
        var directory = new BigEndianWriter(littleEndian: true);
        var at = 0;
        foreach (var (name, bytes, deflated) in entries)
        {
            var (text, data) = (Encoding.UTF8.GetBytes(name), deflated ?? bytes);
            byte[] common = new BigEndianWriter(littleEndian: true).U16(20).U16(0x800).U16(deflated is null ? 0 : 8).U32(0x5A21_6000).U32(0).U32(data.Length).U32(bytes.Length).U16(text.Length).U16(0).ToArray();
            file.Text("PK\u0003\u0004").Raw(common).Raw(text).Raw(data);
            directory.Text("PK\u0001\u0002").U16(20).Raw(common).U16(0).U16(0).U16(0).U32(0).U32(at).Raw(text);
            at += 30 + text.Length + data.Length;
        }
        var list = directory.ToArray();
        var whole = file.Raw(list).Text("PK\u0005\u0006").U16(0).U16(0).U16(entries.Count).U16(entries.Count).U32(list.Length).U32(at).U16(0).ToArray();
        var notes = new FieldNotes(whole, littleEndian: true) { At = at };
        foreach (var (name, _, _) in entries)
        {
            notes.At += 4;
            notes.Numbers(2, 4);
            notes.Numbers(4, 4);
            notes.Numbers(2, 5);
            notes.Numbers(4, 2);
            notes.At += Encoding.UTF8.GetByteCount(name);
        }
        notes.At += 4;
        notes.Numbers(2, 4);
        notes.Numbers(4, 2);
        notes.Number(2);
        return notes.ToPart();
    }
}
