using System.Globalization;
using System.Text;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>Changes a part of a file as a damaged disk, a careless writer or somebody with bad intentions would.</summary>
internal static class Mutator
{
    private static readonly string[] Texts = ["", "0", "-1", "1", "2", "255", "256", "65536", "300001", "2147483647", "-2147483648", "4294967295", "9223372036854775807", "99999999999999999999", "NaN", "1e308", "-0.5", "1.5", "x", "../../a", "\u0000", "svg:hue"];

    public static byte[] Mutate(FuzzPart part, Random random)
    {
        var bytes = (byte[])part.Bytes.Clone();
        if (part.Fields.Count > 0)
            for (var i = random.Next(4); i > 0; i--) SetNumber(bytes, part.Fields[random.Next(part.Fields.Count)], random);
        for (var i = random.Next(part.Fields.Count > 0 || part.IsText ? 3 : 6); i > 0 && bytes.Length > 0; i--) Touch(bytes, random);
        if (part.IsText)
            for (var i = random.Next(4); i > 0; i--) bytes = random.Next(3) > 0 ? ReplaceToken(bytes, random) : MoveElement(bytes, random);
        if (random.Next(10) == 0) bytes = Resize(bytes, random);
        if (random.Next(12) == 0) bytes = bytes[..random.Next(bytes.Length + 1)];
        if (random.Next(5) > 0) part.Repair?.Invoke(bytes);
        return bytes;
    }

    private static void SetNumber(byte[] bytes, FuzzField field, Random random)
    {
        var value = 0UL;
        for (var i = 0; i < field.Size; i++) value = value << 8 | bytes[field.LittleEndian ? field.At + field.Size - 1 - i : field.At + i];
        unchecked
        {
            value = random.Next(12) switch
            {
                0 => 0,
                1 => ulong.MaxValue,
                2 => 1UL << (field.Size * 8 - 1),
                3 => (1UL << (field.Size * 8 - 1)) - 1,
                4 => value + 1,
                5 => value - 1,
                6 => value * 2,
                7 => value / 2,
                8 => (ulong)bytes.Length - (ulong)random.Next(2),
                9 => 1UL << random.Next(field.Size * 8),
                10 => (ulong)random.Next(40),
                _ => (ulong)random.NextInt64(),
            };
        }
        for (var i = 0; i < field.Size; i++) bytes[field.LittleEndian ? field.At + i : field.At + field.Size - 1 - i] = (byte)(value >> (8 * i) & 255);
    }

    private static void Touch(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes[at] = (byte)random.Next(4); break;
            case 3: bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at)).Fill((byte)(random.Next(2) * 255)); break;
            default:
                var length = Math.Min(random.Next(1, 33), bytes.Length - at);
                bytes.AsSpan(random.Next(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(at));
                break;
        }
    }

    /// <summary>What stands between, or is taken out, moves all that follows.</summary>
    private static byte[] Resize(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length + 1), length = Math.Min(random.Next(1, 65), bytes.Length - at);
        return random.Next(2) == 0 ? [.. bytes[..at], .. bytes[(at + length)..]] : [.. bytes[..(at + length)], .. bytes[at..]];
    }

    /// <summary>A number, or what stands in quotes.</summary>
    private static byte[] ReplaceToken(byte[] bytes, Random random)
    {
        var start = random.Next(bytes.Length + 1);
        while (start < bytes.Length && bytes[start] is not ((byte)'\'' or (byte)'"' or (>= (byte)'0' and <= (byte)'9'))) start++;
        if (start >= bytes.Length) return bytes;
        var quote = bytes[start] is (byte)'\'' or (byte)'"';
        if (quote) start++;
        var end = start;
        while (end < bytes.Length && (quote ? bytes[end] is not ((byte)'\'' or (byte)'"' or (byte)'<' or (byte)'>') : bytes[end] is >= (byte)'0' and <= (byte)'9')) end++;
        var text = random.Next(4) == 0 ? random.Next(-300, 300).ToString(CultureInfo.InvariantCulture) : Texts[random.Next(Texts.Length)];
        return [.. bytes[..start], .. Encoding.UTF8.GetBytes(text), .. bytes[end..]];
    }

    /// <summary>An element's tag once more, or not at all.</summary>
    private static byte[] MoveElement(byte[] bytes, Random random)
    {
        var from = random.Next(bytes.Length + 1);
        var start = from + bytes.AsSpan(from).IndexOf((byte)'<');
        if (start < from) return bytes;
        var end = start + bytes.AsSpan(start).IndexOf((byte)'>') + 1;
        if (end <= start) return bytes;
        return random.Next(2) == 0 ? [.. bytes[..start], .. bytes[end..]] : [.. bytes[..end], .. bytes[start..]];
    }
}
