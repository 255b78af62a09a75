using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Reading;

/// <summary>
/// Unpacks a zlib stream (RFC 1950, RFC 1951), a part at a time, twice as fast as zlib: two literals, or one and a length, of one look at a table, repeats moved as vectors.
/// Its checksum is not looked at. It ends where the data does, or at the first thing in it that cannot be.
/// </summary>
internal sealed class Inflater(Stream packed) : IDisposable
{
    private const int History = 32 * 1024, Part = 64 * 1024, Input = 16 * 1024, Slack = 512, Most = 258, Least = 32, LongestDistance = 15 + 13;
    private const int FixedEnd = 256, Symbols = 288, DistanceSymbols = 32;
    private static readonly byte[] OrderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly PooledBytes _input = new(Input + Slack);
    /// <summary>What was made last, of which the last 32 KiB may be repeated.</summary>
    private readonly PooledBytes _window = new(History + Part + Slack);
    private readonly HuffmanTable _literals = new(10, Symbols), _distances = new(8, DistanceSymbols), _lengths = new(7, OrderOfLengths.Length);
    private State _state = State.Header;
    private bool _isLast, _isInputOver;
    /// <summary>Bits that were taken from the input and not used, the next one lowest, and how many they are.</summary>
    private ulong _bits;
    private int _count;
    private int _from, _inputEnd;
    /// <summary>In the window: what was handed out, and what was made.</summary>
    private int _given, _made;
    private int _stored;

    private enum State { Header, Block, Stored, Coded, End }

    /// <returns>Bytes that were made; fewer than asked for mean that no more will come.</returns>
    public int Read(Span<byte> target)
    {
        var filled = 0;
        while (filled < target.Length)
        {
            if (_given == _made && !Make()) break;
            var count = Math.Min(_made - _given, target.Length - filled);
            _window.Span.Slice(_given, count).CopyTo(target[filled..]);
            _given += count;
            filled += count;
        }
        return filled;
    }

    /// <summary>Makes the next part.</summary>
    private bool Make()
    {
        if (_made >= History)
        {
            _window.Span.Slice(_made - History, History).CopyTo(_window.Span);
            _given = _made = History;
        }
        var before = _made;
        while (_made < History + Part && _state != State.End)
        {
            var isRight = _state switch
            {
                State.Header => ReadHeader(),
                State.Block => ReadBlock(),
                State.Stored => CopyStored(),
                _ => Decode(),
            };
            if (!isRight) _state = State.End;
        }
        return _made > before;
    }

    private bool ReadHeader()
    {
        _state = State.Block;
        int method = Bits(8), flags = Bits(8);
        return (method & 15) == 8 && (flags & 32) == 0 && (method << 8 | flags) % 31 == 0;
    }

    private bool ReadBlock()
    {
        if (_isLast) return false;
        _isLast = Bits(1) == 1;
        _state = State.Coded;
        return Bits(2) switch
        {
            0 => BeginStored(),
            1 => SetFixed(),
            2 => ReadTables(),
            _ => false,
        } && !IsOverrun;
    }

    private bool BeginStored()
    {
        Bits(_count & 7);
        _stored = Bits(16);
        _state = State.Stored;
        return Bits(16) == (_stored ^ 0xFFFF);
    }

    private bool CopyStored()
    {
        // Whole bytes that are already in the register come first.
        for (; _stored > 0 && _count >= 8 && _made < History + Part; _stored--, Drop(8)) _window.Array[_made++] = (byte)(_bits & 255);
        if (_count < 8) (_bits, _count) = (0, 0);
        while (_stored > 0 && _count == 0 && _made < History + Part)
        {
            if (_from >= _inputEnd) Refill();
            var count = Math.Min(Math.Min(_stored, _inputEnd - _from), History + Part - _made);
            if (count <= 0) return false;
            _input.Span.Slice(_from, count).CopyTo(_window.Span[_made..]);
            (_from, _made, _stored) = (_from + count, _made + count, _stored - count);
        }
        if (_stored == 0) _state = State.Block;
        return !IsOverrun;
    }

    private bool SetFixed()
    {
        Span<byte> lengths = stackalloc byte[Symbols];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        Span<byte> distances = stackalloc byte[DistanceSymbols];
        distances.Fill(5);
        return _literals.Set(lengths, HuffmanTable.Literals, paired: true) && _distances.Set(distances, HuffmanTable.Distances);
    }

    /// <summary>RFC 1951, section 3.2.7: lengths of codes, themselves in codes.</summary>
    private bool ReadTables()
    {
        int literals = Bits(5) + 257, distances = Bits(5) + 1, count = Bits(4) + 4;
        if (literals > 286) return false;
        Span<byte> lengths = stackalloc byte[Symbols + DistanceSymbols];
        lengths.Clear();
        for (var i = 0; i < count; i++) lengths[OrderOfLengths[i]] = (byte)Bits(3);
        if (!_lengths.Set(lengths[..OrderOfLengths.Length], HuffmanTable.Numbers)) return false;
        lengths.Clear();
        for (var i = 0; i < literals + distances;)
        {
            if (!TryPlain(out var symbol)) return false;
            var (value, repeats) = symbol switch
            {
                < 16 => ((byte)symbol, 1),
                16 => (i == 0 ? byte.MaxValue : lengths[i - 1], 3 + Bits(2)),
                17 => ((byte)0, 3 + Bits(3)),
                _ => ((byte)0, 11 + Bits(7)),
            };
            if (value > 15 || repeats > literals + distances - i) return false;
            lengths.Slice(i, repeats).Fill(value);
            i += repeats;
        }
        return lengths[FixedEnd] > 0 && _distances.Set(lengths.Slice(literals, distances), HuffmanTable.Distances) && _literals.Set(lengths[..literals], HuffmanTable.Literals, paired: true);
    }

    private bool TryPlain(out int symbol)
    {
        Fetch();
        var entry = _lengths.Entries[(int)(_bits & 127)];
        symbol = (int)(entry >> 16);
        Drop((int)(entry & 255));
        return (entry & HuffmanTable.Special) == 0 && !IsOverrun;
    }

    /// <summary>A compressed block, until it or the part ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Decode()
    {
        unchecked
        {
            ref var input = ref MemoryMarshal.GetArrayDataReference(_input.Array);
            ref var window = ref MemoryMarshal.GetArrayDataReference(_window.Array);
            ref var literals = ref MemoryMarshal.GetArrayDataReference(_literals.Entries);
            ref var distances = ref MemoryMarshal.GetArrayDataReference(_distances.Entries);
            // Of the count only the lowest 8 bits are right: a whole entry is taken from it each time.
            var (bits, count) = (_bits, (uint)_count);
            nint from = _from, to = _made, start = to, safe = _inputEnd - 16;
            var isRight = true;
            int length;
            while (to < History + Part)
            {
                if (from > safe)
                {
                    (_bits, _count, _from) = (bits, (byte)count, (int)from);
                    Refill();
                    (from, safe) = (_from, _inputEnd - 16);
                    if (IsOverrun) break;
                    start = to;
                }
                bits |= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref input, from)) << (int)count;
                from += (nint)((~count & 63) >> 3);
                count |= 56;
                var entry = Unsafe.Add(ref literals, (nint)(bits & 1023));
                if ((entry & HuffmanTable.Literal) != 0)
                {
                    // Three looks at most of 10 bits each; what follows them still has 20.
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref window, to), (ushort)(entry >> 16));
                    to += (nint)(entry >> 8 & 3);
                    bits >>= (int)entry;
                    count -= entry;
                    if ((entry & HuffmanTable.ThenLength) != 0)
                    {
                        length = (int)(entry >> 24);
                        goto Distance;
                    }
                    entry = Unsafe.Add(ref literals, (nint)(bits & 1023));
                    if ((entry & HuffmanTable.Literal) != 0)
                    {
                        Unsafe.WriteUnaligned(ref Unsafe.Add(ref window, to), (ushort)(entry >> 16));
                        to += (nint)(entry >> 8 & 3);
                        bits >>= (int)entry;
                        count -= entry;
                        if ((entry & HuffmanTable.ThenLength) != 0)
                        {
                            length = (int)(entry >> 24);
                            goto Distance;
                        }
                        entry = Unsafe.Add(ref literals, (nint)(bits & 1023));
                        if ((entry & HuffmanTable.Literal) != 0)
                        {
                            Unsafe.WriteUnaligned(ref Unsafe.Add(ref window, to), (ushort)(entry >> 16));
                            to += (nint)(entry >> 8 & 3);
                            bits >>= (int)entry;
                            count -= entry;
                            if ((entry & HuffmanTable.ThenLength) != 0)
                            {
                                length = (int)(entry >> 24);
                                goto Distance;
                            }
                            continue;
                        }
                    }
                }
                if ((entry & HuffmanTable.Special) != 0)
                {
                    if ((entry & HuffmanTable.Further) != 0) entry = Unsafe.Add(ref literals, _literals.Follow(entry, bits));
                    if ((entry & HuffmanTable.Special) != 0)
                    {
                        bits >>= (int)entry;
                        count -= entry;
                        isRight = (entry & HuffmanTable.End) != 0;
                        _state = State.Block;
                        break;
                    }
                    if ((entry & HuffmanTable.Literal) != 0)
                    {
                        Unsafe.Add(ref window, to++) = (byte)(entry >> 16);
                        bits >>= (int)entry;
                        count -= entry;
                        continue;
                    }
                }
                length = (int)(entry >> 16) + HuffmanTable.Extra(entry, bits);
                bits >>= (int)entry;
                count -= entry;

            Distance:
                // seldom needed: literals and a length leave enough for most distances
                if ((byte)count < LongestDistance)
                {
                    bits |= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref input, from)) << (int)count;
                    from += (nint)((~count & 63) >> 3);
                    count |= 56;
                }
                entry = Unsafe.Add(ref distances, (nint)(bits & 255));
                if ((entry & HuffmanTable.Further) != 0) entry = Unsafe.Add(ref distances, _distances.Follow(entry, bits));
                var back = (int)(entry >> 16) + HuffmanTable.Extra(entry, bits);
                if ((entry & HuffmanTable.Special) != 0 || back > to)
                {
                    isRight = false;
                    break;
                }
                bits >>= (int)entry;
                count -= entry;
                Repeat(ref Unsafe.Add(ref window, to), back, length);
                to += length;
            }
            (_bits, _count, _from) = (bits, (byte)count, (int)from);
            // what was made of bits that are not there does not count
            _made = (int)(IsOverrun ? start : to);
            return isRight && !IsOverrun;
        }
    }

    /// <summary>May write up to 31 bytes more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Repeat(ref byte target, int back, int length)
    {
        unchecked
        {
            ref var source = ref Unsafe.Subtract(ref target, back);
            if (back >= 16)
            {
                Vector128.LoadUnsafe(ref source).StoreUnsafe(ref target);
                for (var i = 16; i < length; i += 16) Vector128.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref target, (nuint)i);
            }
            else if (back == 1)
            {
                var value = Vector256.Create(source);
                value.StoreUnsafe(ref target);
                for (var i = 32; i < length; i += 32) value.StoreUnsafe(ref target, (nuint)i);
            }
            else if (back >= 8)
            {
                for (var i = 0; i < length; i += 8) Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, i), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, i)));
            }
            else
            {
                for (var i = 0; i < length; i++) Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
            }
        }
    }

    /// <summary>More was used than there is: behind the input stand zeros.</summary>
    private bool IsOverrun => _isInputOver && _from - (_count >> 3) > _inputEnd;

    private int Bits(int count)
    {
        Fetch();
        var value = (int)(_bits & ((1UL << count) - 1));
        Drop(count);
        return value;
    }

    private void Drop(int count)
    {
        _bits >>= count;
        _count -= count;
    }

    /// <summary>At least 56 bits, be it that the last ones are made up.</summary>
    private void Fetch()
    {
        if (_from > _inputEnd - 16) Refill();
        while (_count < 56)
        {
            _bits |= (ulong)_input.Array[Math.Min(_from++, _inputEnd)] << _count;
            _count += 8;
        }
    }

    private void Refill()
    {
        if (_isInputOver)
        {
            // far enough behind the end to be seen, near enough to stay in the buffer
            _from = Math.Min(_from, _inputEnd + Most);
            return;
        }
        var rest = Math.Max(0, _inputEnd - _from);
        _input.Span.Slice(Math.Min(_from, _inputEnd), rest).CopyTo(_input.Span);
        var read = packed.ReadAtLeast(_input.Span[rest..Input], Least, throwOnEndOfStream: false);
        (_from, _inputEnd) = (0, rest + read);
        _isInputOver = read < Least;
        _input.Span.Slice(_inputEnd, Slack).Clear();
    }

    public void Dispose()
    {
        _input.Dispose();
        _window.Dispose();
    }
}
