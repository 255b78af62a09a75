using System.Diagnostics;
using System.Globalization;
using System.Net;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Benchmarks.Pages;

/// <summary>
/// What each page costs the processor with 10,000 appeals, as a multiple of a plain page with fifty rows in the same run:
/// <c>dotnet run -c Release --project tests/Appeals.Benchmarks -- pages</c>. Linux only, where /proc tells the server's time.
/// </summary>
internal static class PagesBenchmark
{
    private const int Appeals = 10_000;
    private const int WarmUps = 60;
    private const int Rounds = 60;
    private const double MostRatio = 60;

    public static async Task<int> RunAsync()
    {
        await using var site = new SiteProcess(
            ("Demo:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"), ("RequestLimits:PagesPerMinute", "100000"));
        await site.StartAsync();
        var pages = await PrepareAsync(site);
        var address = SiteProcess.FreeAddress();
        using var plain = await StartPlainAsync(address);
        try
        {
            var unit = await MeasureAsync(plain.Id, new Visitor(new HttpClient { BaseAddress = address }), "/");
            Say($"{"plain page",-34} {unit.TotalMilliseconds,8:0.00} ms");
            var worst = 0.0;
            foreach (var (person, path) in pages)
            {
                using var visitor = new Visitor(new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { BaseAddress = site.Address });
                await visitor.SignInAsync(person, World.Password);
                var cost = await MeasureAsync(site.ProcessId, visitor, path);
                Say($"{path,-34} {cost.TotalMilliseconds,8:0.00} ms {cost / unit,6:0.0} x");
                worst = Math.Max(worst, cost / unit);
            }
            Say($"dearest page : plain page = {worst:0.0} (less than {MostRatio:0})");
            return worst < MostRatio ? 0 : 1;
        }
        finally
        {
            plain.Kill();
        }
    }

    /// <summary>Every page and who opens it.</summary>
    private static async Task<(string Email, string Path)[]> PrepareAsync(SiteProcess site)
    {
        var now = TimeProvider.System.Now();
        await using var db = site.Open();
        var world = await World.CreateAsync(db, now);
        await new ManyAppeals(world, now).AddAsync(site.Open, Appeals);
        var open = await db.Appeals.Where(a => a.State == AppealState.Queued && a.PlatformId == world.Platform.Id).OrderBy(a => a.Id).Select(a => a.Reference).FirstAsync();
        var decided = await db.Appeals.Where(a => a.State == AppealState.Effective && a.CreatorId == world.Creator.Id).OrderBy(a => a.Id).Select(a => a.Reference).FirstAsync();
        var (creator, reviewer) = (world.Creator.Email!, world.Reviewer.Email!);
        return
        [
            (creator, "/"), (creator, "/works"), (creator, "/appeals"), (creator, "/appeals/" + decided), (creator, "/account"),
            (reviewer, "/queue"), (reviewer, "/queue?find=AP"), (reviewer, "/queue?page=3"), (reviewer, "/desk/" + open), (world.Lead.Email!, "/dashboard"),
        ];
    }

    private static async Task<TimeSpan> MeasureAsync(int process, Visitor visitor, string path)
    {
        var server = new ServerUse(process);
        await GetAsync(WarmUps);
        await server.SettleAsync();
        var before = server.Busy;
        await GetAsync(Rounds);
        return (server.Busy - before) / Rounds;

        async Task GetAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                using var answer = await visitor.GetAsync(path);
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
            }
        }
    }

    private static async Task<Process> StartPlainAsync(Uri address)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["plain", address.ToString()]))!;
        using var http = new HttpClient { BaseAddress = address };
        await Until.HoldsAsync(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri("/", UriKind.Relative))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(30), () => "The plain page did not answer.");
        return process;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
