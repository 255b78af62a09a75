using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Appeals.Testing;

namespace Appeals.Benchmarks;

/// <summary>
/// Uploads 1 GB through Kestrel into the encrypted store of a server of its own, and lets openssl hash and encrypt the same bytes in the same run:
/// <c>dotnet build -c Release src/Appeals.Web; dotnet run -c Release --project tests/Appeals.Benchmarks -- upload</c>.
/// Linux only, where /proc tells the server's memory.
/// </summary>
internal static class UploadBenchmark
{
    private const int WarmUps = 5;
    private const int Rounds = 3;
    private const long Length = 1_000_000_000;
    private const long WarmUpLength = 100_000_000;
    private const double LeastRatio = 0.5;
    private const long MostGrowth = 64L * 1024 * 1024;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("appeals-bench-").FullName;
        try
        {
            var (big, small) = (await WriteAsync(folder, Length), await WriteAsync(folder, WarmUpLength));
            await using var site = new SiteProcess(("Demo:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"));
            await site.StartAsync();
            var appeal = await SiteAppeal.StartAsync(site);
            using var client = new UploadClient(site.Address);
            await client.SignInAsync();
            var server = new ServerUse(site.ProcessId);
            for (var warmUp = 0; warmUp < WarmUps; warmUp++) await client.UploadAsync(small, appeal);
            await server.SettleAsync();
            return await MeasureAsync(server, client, big, appeal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(ServerUse server, UploadClient client, string file, string appeal)
    {
        var before = server.ResidentBytes;
        var (ratios, growth) = (new List<double>(), 0L);
        for (var round = 1; round <= Rounds; round++)
        {
            var openssl = await OpenSslAsync(file);
            using var done = new CancellationTokenSource();
            var watching = PeakAsync(server, done.Token);
            var (watch, busy) = (Stopwatch.StartNew(), server.Busy);
            await client.UploadAsync(file, appeal);
            var upload = watch.Elapsed;
            await done.CancelAsync();
            growth = Math.Max(growth, await watching - before);
            ratios.Add(openssl / upload);
            Say($"round {round}: upload {Rate(upload)}, openssl sha256 + aes-256-gcm {Rate(openssl)}, ratio {openssl / upload:0.00}; the server worked {(server.Busy - busy).TotalSeconds:0.00} s");
        }
        var median = ratios.Order().ElementAt(Rounds / 2);
        Say($"upload : openssl = {median:0.00} (at least {LeastRatio:0.00}); server's memory grew by {growth / 1048576.0:0} MB from {before / 1048576.0:0} MB (less than {MostGrowth / 1048576} MB)");
        return median >= LeastRatio && growth < MostGrowth ? 0 : 1;
    }

    /// <summary>One after the other, on one core: the hash over the file, and the cipher at the speed it has in 64 KiB blocks.</summary>
    private static async Task<TimeSpan> OpenSslAsync(string file)
    {
        var watch = Stopwatch.StartNew();
        await RunAsync("openssl", "dgst", "-sha256", file);
        var hash = watch.Elapsed;
        var speed = await RunAsync("openssl", "speed", "-evp", "aes-256-gcm", "-bytes", "65536", "-seconds", "1", "-mr");
        var perSecond = double.Parse(speed.Split('\n').Single(l => l.StartsWith("+F:", StringComparison.Ordinal)).Split(':')[^1], CultureInfo.InvariantCulture);
        return hash + TimeSpan.FromSeconds(Length / perSecond);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {await error}");
    }

    private static async Task<long> PeakAsync(ServerUse server, CancellationToken done)
    {
        var peak = server.ResidentBytes;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(done)) peak = Math.Max(peak, server.ResidentBytes);
        }
        catch (OperationCanceledException)
        {
            // the upload is over
        }
        return peak;
    }

    private static async Task<string> WriteAsync(string folder, long length)
    {
        var path = Path.Combine(folder, length.ToString(CultureInfo.InvariantCulture));
        await using var file = File.Create(path);
        var block = RandomNumberGenerator.GetBytes(1_000_000);
        for (long written = 0; written < length; written += block.Length) await file.WriteAsync(block);
        return path;
    }

    private static string Rate(TimeSpan time) => $"{time.TotalSeconds:0.00} s ({Length / 1e6 / time.TotalSeconds:0} MB/s)";

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
