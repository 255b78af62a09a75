using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Benchmarks;

/// <summary>
/// Fifty uploads of 200 MB at once and twenty analyses queued on one server, while people read pages; needs 11 GB of disk, given back at the end:
/// <c>dotnet build -c Release src/Appeals.Web; dotnet run -c Release --project tests/Appeals.Benchmarks -- load [UPLOADS MEGABYTES]</c>. Linux only.
/// </summary>
internal sealed class LoadBenchmark(int uploads = 50, int megabytes = 200)
{
    private const int Analyses = 20;
    private const int UploadsPerAppeal = 10;
    private const long Megabyte = 1_000_000;
    private const long MostMemory = 1L << 30;
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);
    public static readonly string Painting = Path.Combine(Repository.Root, "src", "Appeals.Web", "Demo", "Files", "lantern-bay.psd");

    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("appeals-load-").FullName;
        try
        {
            var room = (uploads + 5) * megabytes * Megabyte;
            if (new DriveInfo(folder).AvailableFreeSpace < room) throw new InvalidOperationException($"{folder} has no room for {room / Megabyte} MB.");
            await using var site = new SiteProcess(("Demo:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"));
            await site.StartAsync();
            return await MeasureAsync(site, await WriteAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> MeasureAsync(SiteProcess site, string file)
    {
        await using var db = site.Open();
        var (uploading, analysed) = await PrepareAsync(db);
        using var client = new UploadClient(site.Address);
        await client.SignInAsync();
        foreach (var appeal in analysed) await client.UploadAsync(Painting, appeal.Reference);
        await UntilDoneAsync(db, AnalyzerTask.Inspect);
        foreach (var appeal in analysed) new AnalysisQueue(db, TimeProvider.System).AddAnalysis(appeal);
        await db.SaveChangesAsync();

        using var done = new CancellationTokenSource();
        var memory = MemoryWatch.RunAsync(site.ProcessId, done.Token);
        List<Task<List<double>>> pages = [ReadAsync(site, "lin", "/works", done.Token), ReadAsync(site, "lin", "/appeals", done.Token), ReadAsync(site, "rui", "/queue", done.Token)];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, uploads).Select(i => client.UploadAsync(file, uploading[i % uploading.Count].Reference)));
        var uploaded = watch.Elapsed;
        await UntilDoneAsync(db, AnalyzerTask.Analyze);
        var all = watch.Elapsed;
        await done.CancelAsync();

        var (server, children) = await memory;
        Say($"{uploads} uploads of {megabytes} MB in {uploaded.TotalSeconds:0} s ({uploads * megabytes / uploaded.TotalSeconds:0} MB/s); all {Analyses} analyses done after {all.TotalSeconds:0} s");
        Say($"the server held at most {server / 1048576.0:0} MB (less than {MostMemory / 1048576} MB), its analyzers together {children / 1048576.0:0} MB");
        foreach (var (path, times) in new[] { "/works", "/appeals", "/queue" }.Zip(await Task.WhenAll(pages)))
            Say($"{path,-10} p50 {Share(times, 0.5),6:0} ms   p95 {Share(times, 0.95),6:0} ms   max {times.Max(),6:0} ms   ({times.Count} reads)");
        return server < MostMemory ? 0 : 1;
    }

    /// <summary>Drafts that take uploads, and filed appeals that wait for their analysis.</summary>
    private async Task<(List<Appeal> Uploading, List<Appeal> Analysed)> PrepareAsync(AppealsDb db)
    {
        var appeals = await AddDraftsAsync(db, Analyses + 1 + (uploads / UploadsPerAppeal));
        return (appeals[Analyses..], appeals[..Analyses]);
    }

    public static async Task<List<Appeal>> AddDraftsAsync(AppealsDb db, int count)
    {
        var now = TimeProvider.System.Now();
        var world = await World.CreateAsync(db, now);
        List<Appeal> appeals = [];
        for (var i = 0; i < count; i++)
        {
            var label = await world.AddLabelAsync(db, now);
            appeals.Add(new Appeal
            {
                Id = Guid.CreateVersion7(), Reference = AppealReference.Create(), LabelId = label.Id, WorkId = label.WorkId, PlatformId = label.PlatformId,
                CreatorId = world.Creator.Id, CreatedAt = now, UpdatedAt = now,
            });
        }
        db.Appeals.AddRange(appeals);
        await db.SaveChangesAsync();
        return appeals;
    }

    /// <summary>Milliseconds of each read, one after the other, as one impatient person makes them.</summary>
    private static async Task<List<double>> ReadAsync(SiteProcess site, string person, string path, CancellationToken done)
    {
        using var visitor = new Visitor(new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { BaseAddress = site.Address });
        await visitor.SignInAsync($"{person}@example.test", World.Password);
        var times = new List<double>();
        while (!done.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await visitor.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return times;
    }

    private static Task UntilDoneAsync(AppealsDb db, AnalyzerTask task) => Until.HoldsAsync(
        async () => await db.AnalysisRuns.AnyAsync(r => r.Task == task) && await db.AnalysisRuns.Where(r => r.Task == task).AllAsync(r => r.State == RunState.Done),
        Limit, () => "The analyses did not end.");

    private async Task<string> WriteAsync(string folder)
    {
        var path = Path.Combine(folder, "big.psd");
        await using var file = File.Create(path);
        var block = RandomNumberGenerator.GetBytes((int)Megabyte);
        "8BPS\0\u0001"u8.CopyTo(block);
        for (var written = 0; written < megabytes; written++) await file.WriteAsync(block);
        return path;
    }

    private static double Share(List<double> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
