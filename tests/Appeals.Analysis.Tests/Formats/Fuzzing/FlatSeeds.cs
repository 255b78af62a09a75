using System.Buffers.Binary;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>Pictures without layers. What decodes them is a library of its own; here it is what we do around it.</summary>
internal static class FlatSeeds
{
    private static readonly RgbaImage Picture = Pictures.Gradient(12, 9);
    /// <summary>12 × 9 pixels; what encodes it is not part of the project.</summary>
    private static readonly byte[] Avif = Convert.FromBase64String(
        "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAAEcAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAAAwAAAAJAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAABPbWRhdBIACgg4DO4aQENBpDI5HEJi5OmmmmFjYAB1ehMpHdVpJmwwiwghFyBLVALNj8wIvXJZ39ZLi/NXN9E19ugAn+z+1x5h6j6Z");

    public static IReadOnlyList<FuzzSeed> All() =>
        [new WholeSeed(Png(ImageCodec.EncodePng(Picture))), new WholeSeed(Head(ImageCodec.EncodeJpeg(Picture, 80))), new WholeSeed(Head(ImageCodec.EncodeWebP(Picture, 80))), new WholeSeed(Head(Avif))];

    private static FuzzPart Head(byte[] bytes) => new(bytes, [.. Enumerable.Range(0, Math.Min(200, bytes.Length - 4)).Select(i => new FuzzField(i, i % 4 == 0 ? 4 : 1 + i % 2, LittleEndian: false))]);

    /// <summary>PNG specification, 5.3: chunks of a length, a name, data and a checksum, which is put right again.</summary>
    public static FuzzPart Png(byte[] bytes)
    {
        var notes = new FieldNotes(bytes) { At = 8 };
        while (notes.At + 12 <= bytes.Length)
        {
            var length = (int)notes.Number(4);
            var next = notes.At + 8 + length;
            notes.Key();
            notes.Numbers(4, Math.Min(2, length / 4));
            if (length >= 13) notes.Numbers(1, 5);
            notes.At = next;
        }
        return notes.ToPart(Checksums);
    }

    private static void Checksums(byte[] bytes)
    {
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12) return;
            var end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(end), Pictures.Crc(bytes.AsSpan(at + 4, (int)length + 4)));
            at = end + 4;
        }
    }
}
