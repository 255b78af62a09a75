using System.Diagnostics;
using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Benchmarks.Signals;

namespace Appeals.Benchmarks.Speed;

/// <summary>What one kind of work on a file costs: processor and wall time of the quickest run in milliseconds, and the most memory that a process of its own held after the first.</summary>
/// <param name="Layers">Of the file.</param>
/// <param name="Read">Bytes that the last run asked the file for.</param>
internal sealed record SpeedCost(double Cpu, double Wall, long Peak = 0, int Layers = 0, long Read = 0)
{
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Cpu} {Wall} {Peak} {Layers} {Read}");

    public static SpeedCost Parse(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
        return new(parts[0], parts[1], (long)parts[2], (int)parts[3], (long)parts[4]);
    }

    /// <summary>Repeats it; of all runs the quickest counts, since others may have the machine, too.</summary>
    public static SpeedCost Of(Action work, int runs)
    {
        var (cpu, wall, peak) = (double.MaxValue, double.MaxValue, 0L);
        for (var i = 0; i < runs; i++)
        {
            var (before, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            work();
            wall = Math.Min(wall, clock.Elapsed.TotalMilliseconds);
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            if (i == 0) peak = PeakMemory();
        }
        return new(cpu, wall, peak);
    }

    private static long PeakMemory()
    {
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}

/// <summary>The work itself, in a process of its own: <c>speed-work KIND FILE THREADS</c> prints a <see cref="SpeedCost"/>.</summary>
internal static class SpeedWork
{
    private const int Runs = 10, QuickRuns = 200;

    public static int Run(string kind, string path, int threads)
    {
        var (layers, read) = (0, 0L);
        void Structure()
        {
            using var counted = new CountingStream(File.OpenRead(path));
            using var file = Open(counted);
            (layers, read) = (file.Layers.Count, counted.BytesRead);
        }
        var cost = kind switch
        {
            "structure" => SpeedCost.Of(Structure, QuickRuns),
            "decode" => SpeedCost.Of(() => Decode(path, threads), Runs),
            "report" => ReportCost(path),
            _ => SpeedCost.Of(() => Composite(path, threads), Runs),
        };
        Console.WriteLine((cost with { Layers = layers, Read = read }).Line);
        return 0;
    }

    /// <summary>The picture that is published is made before.</summary>
    private static SpeedCost ReportCost(string path)
    {
        var examined = ExaminedFile.Of(() => File.OpenRead(path), []);
        return SpeedCost.Of(() => examined.Examine(), Runs);
    }

    private static LayeredFile Open(Stream stream) => LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);

    private static void Composite(string path, int threads)
    {
        using var stream = File.OpenRead(path);
        using var file = Open(stream);
        Compositor.Render(file, new() { Threads = threads }, CancellationToken.None);
    }

    /// <summary>A file serves one thread at a time, so each has its own, and takes the next layer that nobody has.</summary>
    private static void Decode(string path, int threads)
    {
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            using var stream = File.OpenRead(path);
            using var file = Open(stream);
            var band = new byte[512 * 1024];
            for (var i = Interlocked.Increment(ref next); i < file.Layers.Count; i = Interlocked.Increment(ref next)) Decode(file, file.Layers[i], ref band);
        });
    }

    /// <summary>Every row, a band at a time.</summary>
    public static void Decode(LayeredFile file, Layer layer, ref byte[] band)
    {
        var area = layer.Area;
        using var rows = area.IsEmpty ? null : file.OpenPixels(layer, area, CancellationToken.None);
        if (rows is null) return;
        if (band.Length < area.Width * 4) band = new byte[area.Width * 4];
        var height = band.Length / (area.Width * 4);
        for (var y = 0; y < area.Height; y += height) rows.Read(band.AsSpan(0, Math.Min(height, area.Height - y) * area.Width * 4));
    }

    /// <summary>Tells how much of the file was asked for.</summary>
    private sealed class CountingStream(FileStream file) : Stream
    {
        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => file.Length;
        public override long Position { get => file.Position; set => file.Position = value; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = file.Read(buffer);
            BytesRead += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);
        public override void Flush() => file.Flush();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
