using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>Rounds of one format. Each round's randomness comes from the seed and its own number, so that any of them can be run again by itself.</summary>
internal sealed class FuzzCampaign(string format, IReadOnlyList<FuzzSeed> seeds, int seed)
{
    private const int MostFinds = 25;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private const long MostAllocated = 64L * 1024 * 1024;
    /// <summary>Small, so that a round is quick: what counts is that a limit holds, not where it lies.</summary>
    private static readonly ReadLimits Small = ReadLimits.Default with { MaxCanvasPixels = 40_000, MaxLayerPixels = 80_000, MaxTotalPixels = 400_000, MaxEffectPixels = 40_000, MaxDatabaseSteps = 1_000_000 };
    private static readonly ReadLimits Larger = Small with { MaxCanvasPixels = 1_000_000, MaxLayerPixels = 2_000_000, MaxTotalPixels = 8_000_000 };

    private readonly Dictionary<string, long> _finds = new(StringComparer.Ordinal);
    private readonly PriorityQueue<long, TimeSpan> _slow = new();
    private (long Bytes, long Round) _largest;
    private long _opened;

    /// <summary>What went wrong, each kind once, with the first round that showed it.</summary>
    public IReadOnlyCollection<string> Finds => [.. _finds.Select(find => string.Create(CultureInfo.InvariantCulture, $"{format}, seed {seed}, round {find.Value}: {find.Key}"))];

    public static ReadLimits LimitsOf(long round) => round % 61 == 0 ? Larger : Small;

    public byte[] BytesOf(long round)
    {
        var random = new Random(Mix((ulong)seed << 40 ^ (ulong)round));
        var chosen = seeds[random.Next(seeds.Count)];
        if (random.Next(chosen.Rarity) > 0) chosen = seeds[0];
        return chosen.Mutate(random);
    }

    /// <summary>Rounds from a number on, until their count or the kinds of finds are enough.</summary>
    /// <param name="trace">Where the number of the round is written before it begins, for those that end the process; null for nowhere.</param>
    public string Run(long from, long count, string? trace)
    {
        using var trail = trace is null ? null : File.OpenHandle(trace, FileMode.Create, FileAccess.Write, FileShare.Read);
        var clock = Stopwatch.StartNew();
        var end = from + count;
        for (var round = from; round < end && _finds.Count < MostFinds; round++)
        {
            if (trail is not null) RandomAccess.Write(trail, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{round,12}\n")), 0);
            Measure(round);
        }
        // On a busy machine a round may only have waited.
        var slowest = _slow.UnorderedItems.Select(item => (Time: new[] { item.Priority, Time(item.Element), Time(item.Element) }.Min(), Round: item.Element)).DefaultIfEmpty().Max();
        if (slowest.Time > Longest) Find(slowest.Round, "took too long");
        if (_largest.Bytes > MostAllocated) Find(_largest.Round, "took too much memory");
        return string.Create(CultureInfo.InvariantCulture,
            $"{format}: seed {seed}, rounds {from} to {end - 1} in {clock.Elapsed.TotalSeconds:0} s ({count / clock.Elapsed.TotalSeconds:0}/s), {_opened} of them opened, {_finds.Count} kinds of finds; slowest round {slowest.Round}: {slowest.Time.TotalMilliseconds:0.0} ms; most memory taken in round {_largest.Round}: {_largest.Bytes / 1024.0:0} KiB; process at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MiB");
    }

    private TimeSpan Time(long round)
    {
        var clock = Stopwatch.StartNew();
        Try(round, BytesOf(round));
        return clock.Elapsed;
    }

    private void Measure(long round)
    {
        var bytes = BytesOf(round);
        var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        var first = Try(round, bytes);
        var (allocated, time) = (GC.GetAllocatedBytesForCurrentThread() - before, clock.Elapsed);
        _slow.Enqueue(round, time);
        if (_slow.Count > 64) _slow.Dequeue();
        if (allocated > _largest.Bytes) _largest = (allocated, round);
        if (first is null) return;
        _opened++;
        if (round % 16 != 0) return;
        SoilPool();
        if (Try(round, bytes) is not { } second || !first.AsSpan().SequenceEqual(second)) Find(round, "is not the same twice");
    }

    /// <returns>The picture; null if it was refused, or failed.</returns>
    private byte[]? Try(long round, byte[] bytes)
    {
        using var patience = new CancellationTokenSource(Longest * 2);
        try
        {
            using var file = LayeredFile.Open(new MemoryStream(bytes), LimitsOf(round), patience.Token);
            var pixels = file.HasReadablePixels ? Analysis.Pixels.Compositor.Render(file, new(), patience.Token).Pixels : [];
            Look(file);
            return pixels;
        }
        catch (SourceFileException refusal)
        {
            if (refusal.Wording.Zh.Length == 0) Find(round, "is refused without a word");
            return null;
        }
        catch (Exception failure)
        {
            Find(round, $"{failure.GetType().Name} ({failure.Message}) {failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Appeals.Analysis", StringComparison.Ordinal))?.Trim()}");
            return null;
        }
    }

    /// <summary>What everybody who uses a file relies on.</summary>
    private static void Look(LayeredFile file)
    {
        var report = file.ToReport("1");
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = file.Layers.Count - 1; i >= 0; i--)
        {
            var layer = file.Layers[i];
            if (!known.Add(layer.Id)) throw new InvalidDataException("Two layers have one id.");
            if (layer.Parent is not null && !known.Contains(layer.Parent)) throw new InvalidDataException("A group does not follow its layers.");
            if (!(layer.Opacity is >= 0 and <= 1) || !(layer.Fill is >= 0 and <= 1)) throw new InvalidDataException("An opacity is none.");
        }
        if (report.Width != file.Width || report.Problems.Any(problem => problem.Message.Zh.Length == 0)) throw new InvalidDataException("A problem has no words.");
    }

    /// <summary>So that what nobody cleared shows.</summary>
    private static void SoilPool()
    {
        for (var length = 16; length <= 1 << 19; length *= 2)
        {
            var arrays = Enumerable.Range(0, 4).Select(_ => ArrayPool<byte>.Shared.Rent(length)).ToList();
            foreach (var array in arrays)
            {
                array.AsSpan().Fill(0xA5);
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }

    private void Find(long round, string what) => _finds.TryAdd(what, round);

    /// <summary>Neighbouring numbers would give <see cref="Random"/> neighbouring beginnings (SplitMix64).</summary>
    private static int Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E37_79B9_7F4A_7C15;
            value = (value ^ value >> 30) * 0xBF58_476D_1CE4_E5B9;
            value = (value ^ value >> 27) * 0x94D0_49BB_1331_11EB;
            return (int)(value ^ value >> 31);
        }
    }
}
