using System.Globalization;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Benchmarks;

/// <summary>
/// How long after the commit of its row a child starts, on an idle server with the real analyzer (target: 250 ms):
/// <c>dotnet build -c Release src/Appeals.Web; dotnet run -c Release --project tests/Appeals.Benchmarks -- start</c>. Linux only.
/// </summary>
internal static class StartBenchmark
{
    private const int Rounds = 21;
    private const double MostMilliseconds = 250;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync()
    {
        await using var site = new SiteProcess(("Demo:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"));
        await site.StartAsync();
        await using var db = site.Open();
        var drafts = await LoadBenchmark.AddDraftsAsync(db, Rounds);
        using var client = new UploadClient(site.Address);
        await client.SignInAsync();
        var server = new ServerUse(site.ProcessId);
        List<double> waits = [];
        foreach (var draft in drafts)
        {
            await server.SettleAsync();
            waits.Add(await MeasureAsync(db, client, server, draft));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"commit to child: first {waits[0]:0} ms, then p50 {waits.Skip(1).Order().ElementAt(Rounds / 2):0} ms, max {waits.Skip(1).Max():0} ms (less than {MostMilliseconds:0} ms)"));
        return waits.Skip(1).Max() < MostMilliseconds ? 0 : 1;
    }

    /// <summary>Milliseconds from the moment that the row carries, which is before the commit, to the first sight of the child.</summary>
    private static async Task<double> MeasureAsync(AppealsDb db, UploadClient client, ServerUse server, Appeal draft)
    {
        var started = FirstChildAsync(server);
        await client.UploadAsync(LoadBenchmark.Painting, draft.Reference);
        var seen = await started;
        var runs = db.AnalysisRuns.AsNoTracking().Where(r => r.AppealId == draft.Id);
        await Until.HoldsAsync(() => runs.AnyAsync(r => r.State == RunState.Done), Limit, () => "The inspection did not end.");
        return (seen - await runs.Select(r => r.QueuedAt).SingleAsync()).TotalMilliseconds;
    }

    private static async Task<DateTime> FirstChildAsync(ServerUse server)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (server.Children.Count == 0) await timer.WaitForNextTickAsync();
        return TimeProvider.System.GetUtcNow().UtcDateTime;
    }
}
