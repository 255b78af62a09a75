using System.Diagnostics;
using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Benchmarks;

/// <summary>
/// One file, as it is: what it costs to read its structure, to decode every layer by one thread and by two, and to composite it. Processor time is what counts on a
/// machine that does other things, too; of all runs the quickest is told.
/// </summary>
internal static class SpeedTable
{
    private const int Runs = 5;

    public static int Run(string path)
    {
        DecodeAll(path, 1);
        var layers = 0;
        var read = 0L;
        var structure = Best(() =>
        {
            using var counted = new CountingStream(File.OpenRead(path));
            using var file = Open(counted);
            (layers, read) = (file.Layers.Count, counted.BytesRead);
        }, 50);
        Line($"{Path.GetFileName(path)}: {layers} layers, {new FileInfo(path).Length:N0} bytes");
        Line($"structure        {structure.Cpu.TotalMilliseconds,9:0.0} ms CPU {structure.Wall.TotalMilliseconds,9:0.0} ms; {100.0 * read / new FileInfo(path).Length:0.00} % of the file read");
        Tell("decode, 1 thread ", Best(() => DecodeAll(path, 1), Runs));
        Tell("decode, 2 threads", Best(() => DecodeAll(path, 2), Runs));
        Tell("composite        ", Best(() =>
        {
            using var stream = File.OpenRead(path);
            using var file = Open(stream);
            Compositor.Render(file, new RenderOptions(), CancellationToken.None);
        }, Runs));
        return 0;
    }

    private static LayeredFile Open(Stream stream) => LayeredFile.Open(stream, ReadLimits.Default, CancellationToken.None);

    /// <summary>A file serves one thread at a time: each thread has its own.</summary>
    private static void DecodeAll(string path, int threads) => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
    {
        using var stream = File.OpenRead(path);
        using var file = Open(stream);
        Decode(file, thread, threads);
    });

    /// <summary>Every so-manieth layer, a band of rows at a time.</summary>
    private static void Decode(LayeredFile file, int first, int step)
    {
        var band = new byte[512 * 1024];
        for (var i = first; i < file.Layers.Count; i += step)
        {
            var area = file.Layers[i].Area;
            if (area.IsEmpty) continue;
            using var rows = file.OpenPixels(file.Layers[i], area, CancellationToken.None);
            if (rows is null) continue;
            var height = Math.Max(1, band.Length / (area.Width * 4));
            if (band.Length < area.Width * 4) band = new byte[area.Width * 4];
            for (var y = 0; y < area.Height; y += height) rows.Read(band.AsSpan(0, Math.Min(height, area.Height - y) * area.Width * 4));
        }
    }

    private static (TimeSpan Cpu, TimeSpan Wall) Best(Action action, int runs)
    {
        var (cpu, wall) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < runs; i++)
        {
            var (before, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            action();
            var (used, took) = (Environment.CpuUsage.TotalTime - before, clock.Elapsed);
            (cpu, wall) = (used < cpu ? used : cpu, took < wall ? took : wall);
        }
        return (cpu, wall);
    }

    private static void Tell(string what, (TimeSpan Cpu, TimeSpan Wall) time) => Line($"{what}{time.Cpu.TotalMilliseconds,9:0.0} ms CPU {time.Wall.TotalMilliseconds,9:0.0} ms");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

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
