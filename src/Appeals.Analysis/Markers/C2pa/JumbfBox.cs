using System.Buffers.Binary;
using System.Text;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.C2pa;

/// <summary>A superbox of JUMBF (ISO/IEC 19566-5): a description with a type and a label, then boxes or content.</summary>
/// <param name="Type">First four characters of its UUID (<c>c2pa</c>, <c>c2ma</c>, <c>cbor</c> …).</param>
/// <param name="Payload">Everything inside it, its description too: what hashes are made over.</param>
/// <param name="Content">The first content box's data; empty if there is none.</param>
internal sealed record JumbfBox(string Type, string Label, ReadOnlyMemory<byte> Payload, IReadOnlyList<JumbfBox> Boxes, ReadOnlyMemory<byte> Content)
{
    private const uint Superbox = 0x6A756D62, Description = 0x6A756D64;

    public JumbfBox? Find(string label) => Boxes.FirstOrDefault(box => box.Label == label);

    /// <returns>The superboxes in a row; what is damaged, or deeper or more than the limits, is left out.</returns>
    public static IReadOnlyList<JumbfBox> Read(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        var budget = limits.MaxDescriptorItems;
        return ReadAll(bytes, 0, ref budget, limits).Superboxes;
    }

    private static (List<JumbfBox> Superboxes, ReadOnlyMemory<byte> Content) ReadAll(ReadOnlyMemory<byte> bytes, int depth, ref int budget, ReadLimits limits)
    {
        var (found, content) = (new List<JumbfBox>(), ReadOnlyMemory<byte>.Empty);
        while (bytes.Length >= 8 && budget-- > 0)
        {
            var (length, type, head) = Head(bytes.Span);
            if (length < head || length > bytes.Length) break;
            var payload = bytes[head..(int)length];
            if (type == Superbox && depth < limits.MaxDescriptorDepth) Add(found, payload, depth, ref budget, limits);
            else if (type != Superbox && content.IsEmpty) content = payload;
            bytes = bytes[(int)length..];
        }
        return (found, content);
    }

    private static void Add(List<JumbfBox> found, ReadOnlyMemory<byte> payload, int depth, ref int budget, ReadLimits limits)
    {
        if (payload.Length < 25) return;
        var (length, type, head) = Head(payload.Span);
        // type UUID (16), toggles (1), then the label if bit 1 is set
        if (type != Description || length > payload.Length || length < head + 17) return;
        var description = payload.Span[head..(int)length];
        var label = "";
        if ((description[16] & 2) != 0)
        {
            var nul = description[17..].IndexOf((byte)0);
            if (nul < 0) return;
            label = CleanText.From(Encoding.UTF8.GetString(description.Slice(17, nul)), limits.MaxNameLength);
        }
        var (boxes, content) = ReadAll(payload[(int)length..], depth + 1, ref budget, limits);
        found.Add(new JumbfBox(Encoding.Latin1.GetString(description[..4]), label, payload, boxes, content));
    }

    private static (long Length, uint Type, int Head) Head(ReadOnlySpan<byte> box)
    {
        long length = BinaryPrimitives.ReadUInt32BigEndian(box);
        var type = BinaryPrimitives.ReadUInt32BigEndian(box[4..]);
        if (length == 1 && box.Length >= 16) return ((long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(box[8..]), long.MaxValue), type, 16);
        return (length == 0 ? box.Length : length, type, 8);
    }
}
