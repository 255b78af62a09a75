using System.Diagnostics;
using System.Globalization;
using System.Net;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Testing;
using Appeals.Web.Features.Contest;
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
        Say($"Filing {Appeals} appeals");
        var pages = await PrepareAsync(site);
        var address = SiteProcess.FreeAddress();
        using var plain = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["plain", address.ToString()]))!;
        try
        {
            await AnswersAsync(address);
            var unit = await MeasureAsync(plain.Id, new Visitor(new HttpClient { BaseAddress = address }), "/");
            Say($"{"plain page",-60} {unit.TotalMilliseconds,8:0.00} ms");
            var worst = 0.0;
            foreach (var (person, path) in pages)
            {
                using var visitor = new Visitor(new HttpClient(new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { BaseAddress = site.Address });
                if (person is not null) await visitor.SignInAsync(person, World.Password);
                var cost = await MeasureAsync(site.ProcessId, visitor, path);
                Say($"{path,-60} {cost.TotalMilliseconds,8:0.00} ms {cost / unit,6:0.0} x");
                worst = Math.Max(worst, cost / unit);
            }
            Say($"dearest page : plain page = {worst:0.0} (less than {MostRatio:0})");
            return worst < MostRatio ? 0 : 1;
        }
        catch (InvalidOperationException unexpected)
        {
            throw new InvalidOperationException(unexpected.Message + Environment.NewLine + site.Log, unexpected);
        }
        finally
        {
            plain.Kill();
        }
    }

    /// <summary>Every page and who opens it; null is nobody.</summary>
    private static async Task<(string? Email, string Path)[]> PrepareAsync(SiteProcess site)
    {
        var now = TimeProvider.System.Now();
        await using var db = site.Open();
        var world = await World.CreateAsync(db, now);
        await new ManyAppeals(world, now).AddAsync(site.Open, Appeals);
        var contestable = await world.AddLabelAsync(db, now);
        var draft = await AddDraftAsync(db, world, now);
        var open = await db.Appeals.Where(a => a.State == AppealState.Queued && a.PlatformId == world.Platform.Id).OrderBy(a => a.Id).Select(a => a.Reference).FirstAsync();
        var decided = await db.Appeals.Where(a => a.State == AppealState.Effective && a.CreatorId == world.Creator.Id).OrderBy(a => a.Id).Select(a => a.Reference).FirstAsync();
        string[] nobodys = ["/", "/how-it-works", "/how-we-keep-files", "/accessibility", "/sign-in", "/register", "/forgot-password"];
        string[] creators =
        [
            "/works", "/appeals", $"/appeals/{decided}", $"/appeals/{decided}/receipt", $"/contest/{contestable.Id}",
            .. Enum.GetNames<DraftStep>().Select(step => $"/appeals/{draft}/draft/{step.ToLowerInvariant()}"), "/account", "/account/second-factor",
        ];
        string[] reviewers = ["/queue", "/queue?find=AP", "/queue?page=3", $"/desk/{open}"];
        return
        [
            .. nobodys.Select(static path => ((string?)null, path)), .. creators.Select(path => (world.Creator.Email, path)),
            .. reviewers.Select(path => (world.Reviewer.Email, path)), (world.Lead.Email, "/dashboard"),
        ];
    }

    private static async Task<string> AddDraftAsync(AppealsDb db, World world, DateTime now)
    {
        var label = await world.AddLabelAsync(db, now);
        var draft = new Appeal
        {
            Id = Guid.CreateVersion7(), Reference = "AP-DRAFT2", LabelId = label.Id, WorkId = label.WorkId, PlatformId = label.PlatformId,
            CreatorId = world.Creator.Id, CreatedAt = now, UpdatedAt = now, Ground = Ground.WhollyHuman, Statement = "I drew this.",
        };
        db.Add(draft);
        await db.SaveChangesAsync();
        return draft.Reference;
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

    private static async Task AnswersAsync(Uri address)
    {
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
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
