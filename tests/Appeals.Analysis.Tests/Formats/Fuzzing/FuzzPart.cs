using System.Text;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>Where a number stands that the structure hangs on: a length, count, offset, size or kind.</summary>
internal readonly record struct FuzzField(int At, int Size, bool LittleEndian);

/// <summary>A piece of a right file, to be changed.</summary>
/// <param name="IsText">Its numbers are written in digits, its names in quotes.</param>
/// <param name="Repair">Puts right what every change would betray, such as a checksum.</param>
internal sealed record FuzzPart(byte[] Bytes, IReadOnlyList<FuzzField> Fields, bool IsText = false, Action<byte[]>? Repair = null)
{
    public static FuzzPart Text(string text) => new(Encoding.UTF8.GetBytes(text), [], IsText: true);
}

/// <summary>Walks through a right file once, and notes where its numbers stand.</summary>
internal sealed class FieldNotes(byte[] bytes, bool littleEndian = false)
{
    private readonly List<FuzzField> _fields = [];

    public int At { get; set; }

    public FuzzPart ToPart(Action<byte[]>? repair = null) => new(bytes, _fields, Repair: repair);

    public long Number(int size)
    {
        var value = 0L;
        for (var i = 0; i < size; i++) value = value << 8 | bytes[littleEndian ? At + size - 1 - i : At + i];
        _fields.Add(new(At, size, littleEndian));
        At += size;
        return value;
    }

    public void Numbers(int size, int count)
    {
        for (var i = 0; i < count && At + size <= bytes.Length; i++) Number(size);
    }

    /// <summary>A length, and what it says is passed over.</summary>
    public void Pass(int size)
    {
        var length = (int)Number(size);
        At += length;
    }

    public string Key()
    {
        var key = Encoding.Latin1.GetString(bytes, At, 4);
        Number(4);
        return littleEndian ? string.Concat(key.Reverse()) : key;
    }
}
