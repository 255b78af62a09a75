using System.Runtime.CompilerServices;

namespace Appeals.Analysis.Reading;

/// <summary>
/// LZMA (Igor Pavlov's "LZMA specification") in chunks, as LZMA2 has it: bits of which each is expected with a likelihood of its own, for literals, matches, and repeats of one of the four last distances.
/// What was made so far is the dictionary.
/// </summary>
internal sealed class Lzma(UnwrappedBytes unwrapped)
{
    private const int Whole = 1 << 11, Half = Whole / 2, Moves = 5, States = 12, Places = 16, LiteralLength = 0x300, FirstMatch = 7, Least = 2;
    private const uint LeastRange = 1 << 24;

    private readonly ushort[] _isMatch = new ushort[States * Places], _isLong = new ushort[States * Places];
    private readonly ushort[] _isRepeat = new ushort[States], _isOther = new ushort[States], _isThird = new ushort[States], _isFourth = new ushort[States];
    private readonly ushort[] _slots = new ushort[4 * 64], _distances = new ushort[128], _low = new ushort[16];
    private readonly LengthCodes _matchLengths = new(), _repeatLengths = new();
    private ushort[] _literals = [];
    private int _literalBits, _literalPlaces, _places = -1;
    private int _state;
    private uint _last, _second, _third, _fourth;
    /// <summary>Where the dictionary begins.</summary>
    private int _start;

    private byte[] _input = [];
    private int _at, _end;
    private uint _range, _code;

    /// <summary>Nothing before this may be repeated.</summary>
    public void Forget() => _start = unwrapped.Length;

    public void SetProperties(int value)
    {
        if (value >= 9 * 5 * 5) throw Damaged();
        (_literalBits, _literalPlaces, _places) = (value % 9, value / 9 % 5, value / 45);
        if (_literalBits + _literalPlaces > 4) throw Damaged();
        _literals = new ushort[LiteralLength << (_literalBits + _literalPlaces)];
        Reset();
    }

    public void Reset()
    {
        foreach (var likelihoods in new[] { _isMatch, _isLong, _isRepeat, _isOther, _isThird, _isFourth, _slots, _distances, _low, _literals }) Array.Fill(likelihoods, (ushort)Half);
        _matchLengths.Reset();
        _repeatLengths.Reset();
        (_state, _last, _second, _third, _fourth) = (0, 0, 0, 0, 0);
    }

    /// <param name="length">How much it makes.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Unpack(byte[] input, int inputLength, int length)
    {
        if (_places < 0 || inputLength < 5) throw Damaged();
        (_input, _at, _end, _range) = (input, 5, inputLength, uint.MaxValue);
        _code = (uint)input[1] << 24 | (uint)input[2] << 16 | (uint)input[3] << 8 | input[4];
        unwrapped.Reserve(length);
        var output = unwrapped.Array;
        int at = unwrapped.Length, end = at + length;
        while (at < end)
        {
            var place = (at - _start) & ((1 << _places) - 1);
            if (Bit(ref _isMatch[_state * Places + place]) == 0)
            {
                output[at] = Literal(output, at);
                at++;
                _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
                continue;
            }
            var count = Match(place);
            if (_last >= (uint)(at - _start) || count > end - at) throw Damaged();
            var from = at - (int)_last - 1;
            for (var i = 0; i < count; i++) output[at++] = output[from++];
        }
        unwrapped.Advance(length);
    }

    private byte Literal(byte[] output, int at)
    {
        var before = at > _start ? output[at - 1] : 0;
        var first = (((at - _start) & ((1 << _literalPlaces) - 1)) << _literalBits) + (before >> (8 - _literalBits));
        var codes = _literals.AsSpan(first * LiteralLength, LiteralLength);
        var symbol = 1;
        if (_state >= FirstMatch)
        {
            if (_last >= (uint)(at - _start)) throw Damaged();
            // what stands where a match would have gone on is another literal, and known bit by bit
            int other = output[at - (int)_last - 1];
            while (symbol < 256)
            {
                var expected = other >> 7 & 1;
                other <<= 1;
                var bit = Bit(ref codes[((1 + expected) << 8) + symbol]);
                symbol = symbol << 1 | bit;
                if (bit != expected) break;
            }
        }
        while (symbol < 256) symbol = symbol << 1 | Bit(ref codes[symbol]);
        return (byte)(symbol & 255);
    }

    /// <returns>Its length; the distance less one is the last one.</returns>
    private int Match(int place)
    {
        if (Bit(ref _isRepeat[_state]) == 0)
        {
            (_last, _second, _third, _fourth) = (0, _last, _second, _third);
            var length = _matchLengths.Read(this, place);
            _state = _state < FirstMatch ? 7 : 10;
            _last = Distance(length);
            return length + Least;
        }
        if (Bit(ref _isOther[_state]) == 0)
        {
            if (Bit(ref _isLong[_state * Places + place]) == 0)
            {
                _state = _state < FirstMatch ? 9 : 11;
                return 1;
            }
        }
        else if (Bit(ref _isThird[_state]) == 0) (_last, _second) = (_second, _last);
        else if (Bit(ref _isFourth[_state]) == 0) (_last, _second, _third) = (_third, _last, _second);
        else (_last, _second, _third, _fourth) = (_fourth, _last, _second, _third);
        var repeated = _repeatLengths.Read(this, place);
        _state = _state < FirstMatch ? 8 : 11;
        return repeated + Least;
    }

    private uint Distance(int length)
    {
        var slot = Tree(_slots.AsSpan(Math.Min(length, 3) * 64, 64), 6);
        if (slot < 4) return (uint)slot;
        var more = (slot >> 1) - 1;
        var distance = (uint)(2 | slot & 1) << more;
        if (slot < 14) return distance + Reversed(_distances.AsSpan((int)distance - slot), more);
        for (more -= 4; more > 0; more--) distance += Even() << (more + 3);
        return distance + Reversed(_low, 4);
    }

    private int Tree(Span<ushort> likelihoods, int bits)
    {
        var symbol = 1;
        for (var i = 0; i < bits; i++) symbol = symbol << 1 | Bit(ref likelihoods[symbol]);
        return symbol - (1 << bits);
    }

    private uint Reversed(Span<ushort> likelihoods, int bits)
    {
        int node = 1, symbol = 0;
        for (var i = 0; i < bits; i++)
        {
            var bit = Bit(ref likelihoods[node]);
            node = node << 1 | bit;
            symbol |= bit << i;
        }
        return (uint)symbol;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Bit(ref ushort likelihood)
    {
        unchecked
        {
            var bound = (_range >> 11) * likelihood;
            var bit = _code < bound ? 0 : 1;
            if (bit == 0)
            {
                likelihood += (ushort)((Whole - likelihood) >> Moves);
                _range = bound;
            }
            else
            {
                likelihood -= (ushort)(likelihood >> Moves);
                _range -= bound;
                _code -= bound;
            }
            if (_range < LeastRange) Next();
            return bit;
        }
    }

    /// <summary>A bit that is as likely one as the other.</summary>
    private uint Even()
    {
        _range >>= 1;
        var bit = _code >= _range ? 1u : 0;
        if (bit == 1) _code -= _range;
        if (_range < LeastRange) Next();
        return bit;
    }

    private void Next()
    {
        if (_at >= _end) throw Damaged();
        (_range, _code) = (_range << 8, _code << 8 | _input[_at++]);
    }

    private static InvalidDataException Damaged() => new("LZMA");

    /// <summary>Lengths less two: eight, eight more, or 256 more.</summary>
    private sealed class LengthCodes
    {
        private readonly ushort[] _choices = new ushort[2], _short = new ushort[Places * 8], _middle = new ushort[Places * 8], _long = new ushort[256];

        public void Reset()
        {
            foreach (var likelihoods in new[] { _choices, _short, _middle, _long }) Array.Fill(likelihoods, (ushort)Half);
        }

        public int Read(Lzma lzma, int place)
        {
            if (lzma.Bit(ref _choices[0]) == 0) return lzma.Tree(_short.AsSpan(place * 8, 8), 3);
            return lzma.Bit(ref _choices[1]) == 0 ? 8 + lzma.Tree(_middle.AsSpan(place * 8, 8), 3) : 16 + lzma.Tree(_long, 8);
        }
    }
}
