using System.Text;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes binary property lists: null, bool, long, double, text, bytes, <see cref="Uid"/>, lists and dictionaries.</summary>
internal static class PlistWriter
{
    internal sealed record Uid(int Index);

    public static byte[] Write(object? root)
    {
        var objects = new List<byte[]>();
        var top = Add(root, objects);
        var bytes = new BigEndianWriter().Text("bplist00");
        var offsets = new BigEndianWriter();
        var at = 8;
        foreach (var item in objects)
        {
            offsets.U32(at);
            bytes.Raw(item);
            at += item.Length;
        }
        return bytes.Raw(offsets.ToArray()).Raw(new byte[6]).U8(4).U8(2).U64(objects.Count).U64(top).U64(at).ToArray();
    }

    private static int Add(object? value, List<byte[]> objects)
    {
        var number = objects.Count;
        objects.Add([]);
        objects[number] = value switch
        {
            null => [0],
            bool flag => [(byte)(flag ? 9 : 8)],
            int whole => new BigEndianWriter().U8(0x13).U64(whole).ToArray(),
            double real => new BigEndianWriter().U8(0x23).U64(BitConverter.DoubleToInt64Bits(real)).ToArray(),
            string text => Head(6, text.Length).Raw(Encoding.BigEndianUnicode.GetBytes(text)).ToArray(),
            byte[] bytes => Head(4, bytes.Length).Raw(bytes).ToArray(),
            Uid uid => new BigEndianWriter().U8(0x83).U32(uid.Index).ToArray(),
            IReadOnlyList<object?> list => References(Head(10, list.Count), list.Select(item => Add(item, objects))).ToArray(),
            IReadOnlyDictionary<string, object?> map => References(References(Head(13, map.Count), map.Keys.Select(key => Add(key, objects)).ToList()), map.Values.Select(item => Add(item, objects))).ToArray(),
            _ => throw new ArgumentException("No such kind.", nameof(value)),
        };
        return number;
    }

    private static BigEndianWriter Head(int kind, int length) =>
        length < 15 ? new BigEndianWriter().U8(kind << 4 | length) : new BigEndianWriter().U8(kind << 4 | 15).U8(0x12).U32(length);

    private static BigEndianWriter References(BigEndianWriter bytes, IEnumerable<int> numbers)
    {
        foreach (var number in numbers) bytes.U16(number);
        return bytes;
    }
}
