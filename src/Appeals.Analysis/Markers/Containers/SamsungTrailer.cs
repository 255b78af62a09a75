using System.Buffers.Binary;
using System.Text;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.Containers;

/// <summary>
/// The one writer known to add data behind a picture's end: Samsung's phones (directory <c>SEFH … SEFT</c> at the very end, little-endian,
/// entries of 12 bytes: type, distance back from the directory, length; each datum begins with its type and name).
/// </summary>
internal static class SamsungTrailer
{
    private static readonly string[] Names = ["PhotoEditor_Re_Edit_Data", "PEg_Info"];

    public static void Read(ByteReader reader, PartList parts)
    {
        if (reader.Length < 24) return;
        reader.Position = reader.Length - 8;
        var end = reader.Bytes(8);
        if (!end.AsSpan(4).SequenceEqual("SEFT"u8)) return;
        var (length, start) = (BinaryPrimitives.ReadInt32LittleEndian(end), 0L);
        start = reader.Length - 8 - length;
        if (length is < 12 or > 65_536 || start < 0) return;
        reader.Position = start;
        var directory = reader.Bytes(length);
        if (!directory.AsSpan().StartsWith("SEFH"u8)) return;
        for (var at = 12; at + 12 <= directory.Length; at += 12)
        {
            parts.Step(reader);
            var (back, size) = (BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 4)), BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 8)));
            if (back > start || size < 8 || size > back) continue;
            reader.Position = start - back;
            if (parts.Take(reader, size) is not { } datum) continue;
            var name = BinaryPrimitives.ReadUInt32LittleEndian(datum.AsSpan(4));
            if (name > datum.Length - 8) continue;
            var key = Encoding.ASCII.GetString(datum, 8, (int)name);
            if (Names.Contains(key, StringComparer.Ordinal)) parts.Add(PartKind.SamsungEdit, "Samsung trailer", datum[(8 + (int)name)..], key);
        }
    }
}
