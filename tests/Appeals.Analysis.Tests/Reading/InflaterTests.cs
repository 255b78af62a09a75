using System.IO.Compression;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Tests.Reading;

public sealed class InflaterTests
{
    public static TheoryData<CompressionLevel> Levels => [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize];

    [Theory, MemberData(nameof(Levels))]
    public void Read_WhateverWasPacked_GivesItBack(CompressionLevel level)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var plain = Plain(seed);

            Assert.True(plain.AsSpan().SequenceEqual(Unpack(Pack(plain, level), plain.Length + 10, seed)), $"seed {seed}");
        }
    }

    [Fact]
    public void Read_WhenCutAnywhere_GivesWhatComesBefore()
    {
        var plain = Plain(3)[..3_000];
        var packed = Pack(plain, CompressionLevel.Optimal);

        for (var length = 0; length < packed.Length; length++)
        {
            var made = Unpack(packed[..length], plain.Length, length);

            Assert.InRange(made.Length, 0, plain.Length);
            Assert.True(plain.AsSpan().StartsWith(made), $"cut at {length}");
        }
    }

    /// <summary>It ends, never takes what was not made, and is right up to where zlib sees the damage.</summary>
    [Fact]
    public void Read_WhenDamagedAnywhere_IsRightUntilThere()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var packed = Pack(Plain(seed % 40)[..(random.Next(4_000) + 1)], (CompressionLevel)random.Next(4));
            for (var i = random.Next(1, 4); i > 0; i--) packed[random.Next(packed.Length)] ^= (byte)(1 << random.Next(8));

            byte[] ours = Unpack(packed, 20_000, seed), theirs = UnpackByZlib(packed, 20_000);

            // at its very end up to six literals share the fate of the one that is cut
            Assert.True(ours.Length >= theirs.Length - 6 && ours.AsSpan().StartsWith(theirs.AsSpan(0, Math.Min(ours.Length, theirs.Length))), $"seed {seed}: {ours.Length} and {theirs.Length}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("789C")]
    [InlineData("789C07")]
    [InlineData("789CFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("789C010500FAFF68656C6C6F")]
    [InlineData("799C010500FAFF68656C6C6F")]
    [InlineData("789C4B04400000")]
    public void Read_WhenItMakesNoSense_EndsThere(string packed) => Assert.InRange(Unpack(Convert.FromHexString(packed), 100, 0).Length, 0, 5);

    private static byte[] Unpack(byte[] packed, int most, int seed)
    {
        var random = new Random(seed);
        using var inflater = new Inflater(new Trickle(packed, random));
        var made = new byte[most];
        var filled = 0;
        while (filled < most)
        {
            var part = made.AsSpan(filled, Math.Min(most - filled, random.Next(1, 100_000)));
            var count = inflater.Read(part);
            filled += count;
            if (count < part.Length) break;
        }
        Assert.Equal(0, filled < most ? inflater.Read(made.AsSpan(filled)) : 0);
        return made[..filled];
    }

    private static byte[] UnpackByZlib(byte[] packed, int most)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var made = new byte[most];
        var filled = 0;
        try
        {
            while (filled < most && zlib.Read(made.AsSpan(filled, 1)) == 1) filled++;
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            // what came before stays
        }
        return made[..filled];
    }

    private static byte[] Pack(byte[] plain, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true)) zlib.Write(plain);
        return packed.ToArray();
    }

    /// <summary>Noise, runs and repeats from near and far, of all lengths.</summary>
    private static byte[] Plain(int seed)
    {
        var random = new Random(seed);
        var plain = new byte[random.Next(1, 40) * 10_000];
        var shades = random.Next(1, 257);
        for (var at = 0; at < plain.Length;)
        {
            var part = plain.AsSpan(at, Math.Min(plain.Length - at, random.Next(1, random.Next(2, 3_000))));
            var back = random.Next(1, random.Next(2, 33_000));
            var kind = random.Next(4);
            if (kind == 0) part.Fill((byte)random.Next(shades));
            else for (var i = 0; i < part.Length; i++) part[i] = kind == 1 || back > at + i ? (byte)random.Next(shades) : plain[at + i - back];
            at += part.Length;
        }
        return plain;
    }

    /// <summary>Hands out a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 5_000))]);
    }
}
