using System.Buffers.Binary;
using System.Text;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Reading;

/// <summary>
/// Apple's binary property list (<c>bplist00</c>, CFBinaryPList.c). Objects are read one at a time, when asked for, and name each other by number;
/// nothing here follows a number by itself, so that circles do no harm. What is read is bounded in bytes, however often it is read.
/// </summary>
internal sealed class BinaryPlist
{
    private const string Section = "binary property list";
    private const int TrailerLength = 32, HeadLength = 8;

    private readonly byte[] _bytes;
    private readonly int _offsetSize;
    private readonly int _referenceSize;
    private readonly int _count;
    private readonly int _table;
    private long _budget;

    /// <exception cref="SourceFileException">It is no such list, or its trailer makes no sense.</exception>
    public BinaryPlist(byte[] bytes, ReadLimits limits)
    {
        (_bytes, _budget) = (bytes, limits.MaxPlistBytes);
        if (bytes.Length < HeadLength + TrailerLength || !bytes.AsSpan().StartsWith("bplist0"u8)) throw Damaged();
        var trailer = bytes.AsSpan(bytes.Length - TrailerLength);
        (_offsetSize, _referenceSize) = (trailer[6], trailer[7]);
        ulong count = BinaryPrimitives.ReadUInt64BigEndian(trailer[8..]), top = BinaryPrimitives.ReadUInt64BigEndian(trailer[16..]), table = BinaryPrimitives.ReadUInt64BigEndian(trailer[24..]);
        var end = (ulong)(bytes.Length - TrailerLength);
        if (_offsetSize is < 1 or > 8 || _referenceSize is < 1 or > 8 || table > end || count > (end - table) / (ulong)_offsetSize || top >= count) throw Damaged();
        (_count, Top, _table) = ((int)count, (int)top, (int)table);
    }

    /// <summary>Number of the outermost object.</summary>
    public int Top { get; }

    /// <summary>
    /// Reads an object: null, bool, long, double, string, bytes as <see cref="ReadOnlyMemory{T}"/>, <see cref="PlistUid"/>,
    /// the numbers of an array's members as <c>int[]</c>, or a dictionary of names and numbers.
    /// </summary>
    /// <exception cref="SourceFileException">It lies outside the list, or too much was read.</exception>
    public object? Read(int number)
    {
        if (number < 0 || number >= _count) throw Damaged();
        var offset = Number(_bytes.AsSpan(_table + number * _offsetSize, _offsetSize));
        if (offset >= (ulong)_table) throw Damaged();
        var at = (int)offset;
        int kind = _bytes[at] >> 4, size = _bytes[at++] & 15;
        return kind switch
        {
            0 => size switch { 8 => false, 9 => true, _ => null },
            1 => unchecked((long)Number(Take(ref at, 1L << size, most: 16))),
            2 => Real(Take(ref at, 1L << size, most: 8)),
            3 => Real(Take(ref at, 8, most: 8)),
            4 => Data(ref at, Length(size, ref at)),
            5 => Encoding.ASCII.GetString(Take(ref at, Length(size, ref at))),
            6 => Encoding.BigEndianUnicode.GetString(Take(ref at, Length(size, ref at) * 2)),
            8 => new PlistUid((int)Math.Min(Number(Take(ref at, size + 1, most: 8)), int.MaxValue)),
            10 or 12 => References(ref at, Length(size, ref at)),
            13 => Dictionary(ref at, Length(size, ref at)),
            _ => throw Damaged(),
        };
    }

    /// <summary>Fifteen says that an integer object with the length follows.</summary>
    private long Length(int size, ref int at)
    {
        if (size < 15) return size;
        if (at >= _table || _bytes[at] >> 4 != 1) throw Damaged();
        var width = 1L << (_bytes[at++] & 15);
        var length = Number(Take(ref at, width, most: 8));
        return length <= (ulong)_bytes.Length ? (long)length : throw Damaged();
    }

    private ReadOnlySpan<byte> Take(ref int at, long length, long most = int.MaxValue)
    {
        if (length > most || length > _table - at) throw Damaged();
        if ((_budget -= length + 1) < 0) throw new SourceFileException(ProblemCode.LimitExceeded, Words.BadStack, at, Section);
        var bytes = _bytes.AsSpan(at, (int)length);
        at += (int)length;
        return bytes;
    }

    /// <summary>Bytes are not copied, and cost nothing.</summary>
    private ReadOnlyMemory<byte> Data(ref int at, long length) => length <= _table - at ? _bytes.AsMemory(at, (int)length) : throw Damaged();

    private int[] References(ref int at, long length)
    {
        var bytes = Take(ref at, length * _referenceSize);
        var numbers = new int[length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (int)Math.Min(Number(bytes.Slice(i * _referenceSize, _referenceSize)), int.MaxValue);
        return numbers;
    }

    private Dictionary<string, int> Dictionary(ref int at, long length)
    {
        int[] keys = References(ref at, length), values = References(ref at, length);
        var entries = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
            if (IsText(keys[i]) && Read(keys[i]) is string key) entries.TryAdd(key, values[i]);
        return entries;
    }

    /// <summary>A dictionary for the key of another one would be read without end.</summary>
    private bool IsText(int number)
    {
        if (number >= _count) throw Damaged();
        var offset = Number(_bytes.AsSpan(_table + number * _offsetSize, _offsetSize));
        return offset < (ulong)_table && _bytes[(int)offset] >> 4 is 5 or 6;
    }

    private static double Real(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => BinaryPrimitives.ReadSingleBigEndian(bytes),
        8 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        _ => throw Damaged(),
    };

    /// <summary>Of more than eight bytes the last ones count.</summary>
    private static ulong Number(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        unchecked
        {
            foreach (var part in bytes) value = value << 8 | part;
        }
        return value;
    }

    public static SourceFileException Damaged() => new(ProblemCode.Malformed, Words.BadStack, section: Section);
}

/// <summary>What a keyed archive uses to name one of its objects.</summary>
internal sealed record PlistUid(int Index);
