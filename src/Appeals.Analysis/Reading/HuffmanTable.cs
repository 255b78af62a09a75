using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Appeals.Analysis.Reading;

/// <summary>
/// The codes of a deflate block as a table that the next bits look up (RFC 1951, section 3.2.2). An entry holds from its lowest bit: 8 bits how many bits it takes, further ones of its number included;
/// 6 bits how many of these are its code; what is special about it; from bit 16 a length or a distance. Codes longer than the table's bits go on in further tables.
/// An entry of literals tells in bits 8 and 9 how many they are; they stand from bit 16.
/// </summary>
/// <param name="symbols">At most.</param>
internal sealed class HuffmanTable(int bits, int symbols)
{
    /// <summary>No literal, length or distance: <see cref="End"/>, <see cref="Further"/>, or no code at all.</summary>
    public const uint Special = 1 << 15;
    /// <summary>The entry leads to a further table.</summary>
    public const uint Further = 1 << 14;
    /// <summary>The block ends.</summary>
    public const uint End = 1 << 16;

    /// <summary>One literal, or two.</summary>
    public const uint Literal = 1 << 13;
    /// <summary>One literal, and in bits 24 to 31 the length that follows it.</summary>
    public const uint ThenLength = 1 << 12;

    private const int Longest = 15, Lengths = 257;

    private readonly int _most = symbols;
    private int _furtherBits;

    /// <summary>Room for the table, and for a further one for each symbol.</summary>
    public uint[] Entries { get; } = new uint[(1 << bits) + symbols * (1 << (Longest - bits))];

    /// <summary>What each symbol means: a literal, the end, or a length of 3..258; a distance of 1..32,768; a number.</summary>
    public static readonly uint[]
        Literals = [.. Enumerable.Range(0, 288).Select(LiteralEntry)],
        Distances = [.. Enumerable.Range(0, 32).Select(DistanceEntry)],
        Numbers = [.. Enumerable.Range(0, 19).Select(symbol => (uint)symbol << 16)];

    private static uint LiteralEntry(int symbol)
    {
        if (symbol < Lengths - 1) return Literal | 1 << 8 | (uint)symbol << 16;
        if (symbol == Lengths - 1) return Special | End;
        var index = symbol - Lengths;
        if (index == 28) return 258 << 16;
        if (index > 28) return Special;
        var extra = index < 8 ? 0 : (index >> 2) - 1;
        var start = index < 8 ? index + 3 : ((4 + (index & 3)) << extra) + 3;
        return (uint)start << 16 | (uint)extra;
    }

    private static uint DistanceEntry(int symbol)
    {
        if (symbol >= 30) return Special;
        var extra = symbol < 4 ? 0 : (symbol >> 1) - 1;
        var start = symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1;
        return (uint)start << 16 | (uint)extra;
    }

    /// <summary>What the extra bits behind a code add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Extra(uint entry, ulong bits)
    {
        unchecked
        {
            // shifts look at 6 bits of their count, the instruction at 8
            return (int)((Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, entry) : bits & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8));
        }
    }

    /// <summary>Where an entry of a further table stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Follow(uint entry, ulong next) => (int)(entry >> 16) + (int)((next >> bits) & ((1UL << _furtherBits) - 1));

    /// <summary>Builds the table.</summary>
    /// <param name="lengths">Of each symbol's code, 0 to 15; 0 if it has none.</param>
    /// <param name="meant">What each symbol means.</param>
    /// <param name="paired">Whether an entry may hold two literals, or one and a length.</param>
    /// <returns>False if there cannot be such codes. What no code stands for is special.</returns>
    public bool Set(ReadOnlySpan<byte> lengths, uint[] meant, bool paired = false)
    {
        if (lengths.Length > _most) return false;
        Span<int> counts = stackalloc int[Longest + 1], next = stackalloc int[Longest + 1];
        counts.Clear();
        foreach (var length in lengths) counts[length]++;
        counts[0] = 0;
        var (code, longest) = (0, 0);
        for (var length = 1; length <= Longest; length++)
        {
            code = (code + counts[length - 1]) << 1;
            next[length] = code;
            if (code + counts[length] > 1 << length) return false;
            if (counts[length] > 0) longest = length;
        }
        _furtherBits = Math.Max(0, longest - bits);
        Entries.AsSpan(0, 1 << bits).Fill(Special | 1);
        var free = 1 << bits;
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] is var length and > 0) Add(Reversed(next[length]++, length), length, meant[symbol], ref free);
        if (paired) Pair();
        return true;
    }

    /// <summary>Puts what follows a literal into its entry, where both codes fit and the second takes no further bits.</summary>
    private void Pair()
    {
        unchecked
        {
            ref var entries = ref MemoryMarshal.GetArrayDataReference(Entries);
            // downwards: what follows stands lower, and is not paired yet
            for (var at = (1 << bits) - 1; at >= 0; at--)
            {
                var first = Unsafe.Add(ref entries, at);
                var second = Unsafe.Add(ref entries, at >> (int)first);
                if ((first & Literal) == 0 || (first & 255) + (second & 255) > bits) continue;
                if ((second & Literal) != 0) Unsafe.Add(ref entries, at) = first + (second & 0x3FF) + ((second & 0xFF0000) << 8);
                else if ((second & Special) == 0 && (second & 255) == (second >> 8 & 63) && second >> 16 <= byte.MaxValue)
                    Unsafe.Add(ref entries, at) = first + (second & 255) + ThenLength + (second >> 16 << 24);
            }
        }
    }

    private void Add(int code, int length, uint entry, ref int free)
    {
        // the extra bits count with the code
        entry += (entry & Literal) != 0 ? (uint)length : (uint)(length | length << 8);
        if (length <= bits)
        {
            for (var at = code; at < 1 << bits; at += 1 << length) Entries[at] = entry;
            return;
        }
        ref var first = ref Entries[code & ((1 << bits) - 1)];
        if ((first & Further) == 0)
        {
            first = Special | Further | (uint)free << 16;
            Entries.AsSpan(free, 1 << _furtherBits).Fill(Special | 1);
            free += 1 << _furtherBits;
        }
        for (var at = code >> bits; at < 1 << _furtherBits; at += 1 << (length - bits)) Entries[(int)(first >> 16) + at] = entry;
    }

    /// <summary>Codes stand in the stream with their first bit lowest.</summary>
    private static int Reversed(int code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++, code >>= 1) reversed = reversed << 1 | (code & 1);
        return reversed;
    }
}
