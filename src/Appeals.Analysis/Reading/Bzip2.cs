namespace Appeals.Analysis.Reading;

/// <summary>Unpacks bzip2: blocks of up to 900,000 bytes, each sorted by what follows its bytes (Burrows and Wheeler), then moved to the front, then in Huffman codes. Check sums are not looked at.</summary>
internal sealed class Bzip2(Stream packed, UnwrappedBytes unwrapped)
{
    private const long BlockMagic = 0x314159265359, EndMagic = 0x177245385090;
    private const int GroupLength = 50, LongestCode = Bzip2Codes.Longest, MostGroups = 6, MostSymbols = 258, RunA = 0, RunB = 1;

    private readonly byte[] _input = new byte[64 * 1024];
    private int _at, _end;
    private ulong _bits;
    private int _count;
    /// <summary>Bytes that had to be made up behind the end.</summary>
    private int _missing;
    private readonly byte[] _made = new byte[64 * 1024];
    private int _madeLength;

    /// <exception cref="InvalidDataException">It is damaged; what came before the damage is there.</exception>
    public void Unpack()
    {
        do
        {
            if (Bits(24) != 0x425A68) throw Damaged();
            var level = Bits(8) - '0';
            if (level is < 1 or > 9) throw Damaged();
            var block = new uint[level * 100_000];
            for (var magic = Magic(); magic != EndMagic; magic = Magic())
            {
                if (magic != BlockMagic) throw Damaged();
                ReadBlock(block);
            }
            SkipCheck();
            Bits(_count & 7);
        }
        while (HasMore());
    }

    private long Magic() => (long)Bits(24) << 24 | (uint)Bits(24);

    /// <summary>Another stream may follow.</summary>
    private bool HasMore()
    {
        if (_count >= 8) return true;
        if (_at == _end) (_at, _end) = (0, packed.Read(_input));
        return _end > 0;
    }

    private void ReadBlock(uint[] block)
    {
        SkipCheck();
        // long out of use
        if (Bits(1) != 0) throw Damaged();
        var origin = Bits(24);
        Span<byte> symbols = stackalloc byte[256];
        var used = ReadSymbols(symbols);
        var groups = Bits(3);
        if (used == 0 || groups is < 2 or > MostGroups) throw Damaged();
        var selectors = ReadSelectors(groups);
        var codes = new Bzip2Codes[groups];
        for (var i = 0; i < groups; i++) codes[i] = ReadCodes(used + 2);
        var count = ReadBytes(block, symbols[..used], selectors, codes);
        if (origin >= count) throw Damaged();
        Follow(block, origin, count);
    }

    private int ReadSymbols(Span<byte> symbols)
    {
        int rows = Bits(16), used = 0;
        for (var row = 0; row < 16; row++)
        {
            if ((rows << row & 0x8000) == 0) continue;
            var columns = Bits(16);
            for (var column = 0; column < 16; column++)
                if ((columns << column & 0x8000) != 0) symbols[used++] = (byte)(row * 16 + column);
        }
        return used;
    }

    private byte[] ReadSelectors(int groups)
    {
        var selectors = new byte[Bits(15)];
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        for (var i = 0; i < selectors.Length; i++)
        {
            var place = 0;
            while (Bits(1) == 1)
                if (++place >= groups) throw Damaged();
            selectors[i] = ToFront(order, place);
        }
        return selectors;
    }

    private Bzip2Codes ReadCodes(int count)
    {
        Span<byte> lengths = stackalloc byte[MostSymbols];
        var length = Bits(5);
        for (var i = 0; i < count; i++)
        {
            while (length is >= 1 and <= LongestCode && Bits(1) == 1) length += Bits(1) == 0 ? 1 : -1;
            if (length is < 1 or > LongestCode) throw Damaged();
            lengths[i] = (byte)length;
        }
        return new(lengths[..count]);
    }

    /// <summary>Codes into bytes: runs of what is in front, or what comes to the front.</summary>
    /// <returns>How many.</returns>
    private int ReadBytes(uint[] block, Span<byte> order, byte[] selectors, Bzip2Codes[] codes)
    {
        int count = 0, last = order.Length + 1;
        long run = 0, weight = 1;
        foreach (var selector in selectors)
        {
            for (var i = 0; i < GroupLength; i++)
            {
                var symbol = Symbol(codes[selector]);
                if (symbol is RunA or RunB)
                {
                    run += weight << symbol;
                    weight <<= 1;
                    if (run > block.Length - count) throw Damaged();
                    continue;
                }
                if (run > 0) block.AsSpan(count, (int)run).Fill(order[0]);
                (count, run, weight) = (count + (int)run, 0, 1);
                if (symbol == last) return count;
                if (count == block.Length) throw Damaged();
                block[count++] = ToFront(order, symbol - 1);
            }
        }
        throw Damaged();
    }

    private int Symbol(Bzip2Codes codes)
    {
        Fetch(LongestCode);
        var (symbol, length) = codes.Find((int)(_bits >> (_count - LongestCode) & ((1 << LongestCode) - 1)));
        if (length == 0) throw Damaged();
        _count -= length;
        return symbol;
    }

    /// <summary>Undoes the sorting: each place leads to the one that follows it. Four bytes alike are followed by how many more there are.</summary>
    private void Follow(uint[] block, int origin, int count)
    {
        Span<int> starts = stackalloc int[257];
        starts.Clear();
        for (var i = 0; i < count; i++) starts[(int)(block[i] & 255) + 1]++;
        for (var i = 1; i < 257; i++) starts[i] += starts[i - 1];
        for (var i = 0; i < count; i++) block[starts[(int)(block[i] & 255)]++] |= (uint)i << 8;
        var at = block[origin] >> 8;
        int alike = 0, before = -1;
        for (var i = 0; i < count; i++)
        {
            var entry = block[at];
            at = entry >> 8;
            var value = (byte)(entry & 255);
            if (alike == 4)
            {
                Write((byte)before, value);
                (alike, before) = (0, -1);
                continue;
            }
            alike = value == before ? alike + 1 : 1;
            before = value;
            Write(value, 1);
        }
        Flush();
    }

    private void Write(byte value, int count)
    {
        _made.AsSpan(_madeLength, count).Fill(value);
        _madeLength += count;
        if (_madeLength > _made.Length - byte.MaxValue) Flush();
    }

    private void Flush()
    {
        _made.AsSpan(0, _madeLength).CopyTo(unwrapped.Reserve(_madeLength));
        unwrapped.Advance(_madeLength);
        _madeLength = 0;
    }

    private void SkipCheck()
    {
        Bits(16);
        Bits(16);
    }

    private static byte ToFront(Span<byte> order, int place)
    {
        var value = order[place];
        order[..place].CopyTo(order[1..]);
        order[0] = value;
        return value;
    }

    /// <summary>The highest bit comes first.</summary>
    private int Bits(int count)
    {
        Fetch(count);
        if (_count < count) throw Damaged();
        _count -= count;
        return (int)(_bits >> _count & ((1UL << count) - 1));
    }

    /// <summary>At the end of the file zeros follow, though no more than a code may look at.</summary>
    private void Fetch(int count)
    {
        while (_count < count)
        {
            if (_at == _end) (_at, _end) = (0, packed.Read(_input));
            if (_end == 0 && ++_missing > LongestCode / 8 + 1) throw Damaged();
            _bits = _bits << 8 | (_end == 0 ? (byte)0 : _input[_at++]);
            _count += 8;
        }
    }

    private static InvalidDataException Damaged() => new("bzip2");
}

/// <summary>Huffman codes by their lengths: the codes of one length follow each other.</summary>
internal sealed class Bzip2Codes
{
    /// <summary>Bits of the longest code.</summary>
    public const int Longest = 20;
    private readonly int[] _limits = new int[Longest + 1], _offsets = new int[Longest + 1];
    private readonly ushort[] _symbols;

    public Bzip2Codes(ReadOnlySpan<byte> lengths)
    {
        _symbols = new ushort[lengths.Length];
        var (code, at) = (0, 0);
        for (var length = 1; length <= Longest; length++, code <<= 1)
        {
            _offsets[length] = at - code;
            for (var symbol = 0; symbol < lengths.Length; symbol++)
                if (lengths[symbol] == length) (_symbols[at++], code) = ((ushort)symbol, code + 1);
            // the first of the next length, as if it had all bits
            _limits[length] = code << (Longest - length);
        }
    }

    /// <param name="bits">As many as the longest code has.</param>
    /// <returns>Its length is 0 if there is no such code.</returns>
    public (int Symbol, int Length) Find(int bits)
    {
        for (var length = 1; length <= Longest; length++)
        {
            if (bits >= _limits[length]) continue;
            var place = (bits >> (Longest - length)) + _offsets[length];
            return (uint)place < (uint)_symbols.Length ? (_symbols[place], length) : (0, 0);
        }
        return (0, 0);
    }
}
