using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Demo;

/// <summary>Twelve weeks of decided appeals, so that turnaround and detectors have a past. The same on every machine; in one transaction.</summary>
public sealed class DemoArchive(AppealsDb db, IOptions<ServiceLevelOptions> levels)
{
    private const int Count = 108;
    private const int Batch = 9;
    private const int Days = 84;
    private const int Seed = 20261119;
    private const string Prefix = "archive-";
    private const string Reasons = "The files and the label’s own reasons were compared. / 对照了文件与标识理由。";

    private static readonly (string Name, string Version, double Wrong)[] Detectors = [("GenSight", "3.1", 0.35), ("GenSight", "3.2", 0.47), ("Provenio", "2", 0.2), ("StyleNet", "0.9", 0.5)];

    public async Task EnsureAsync(Platform platform, DemoCast cast, CancellationToken cancellation)
    {
        if (await db.Works.AnyAsync(w => w.PlatformId == platform.Id && w.ExternalId == Prefix + "1", cancellation)) return;
        await db.Database.CreateExecutionStrategy().ExecuteAsync(() => FillAsync(platform, cast, cancellation));
    }

    /// <summary>Saved piece by piece: the tracker's cost grows with the square of what it holds.</summary>
    private async Task FillAsync(Platform platform, DemoCast cast, CancellationToken cancellation)
    {
        var random = new Random(Seed);
        var chronicle = new DemoChronicle(db, levels.Value);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var numbers in Enumerable.Range(1, Count).Chunk(Batch))
        {
            foreach (var number in numbers) await AddAsync(chronicle, platform, cast, number, random);
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(cancellation);
    }

    private async Task AddAsync(DemoChronicle chronicle, Platform platform, DemoCast cast, int number, Random random)
    {
        var age = Days * random.NextDouble();
        var filed = Whole(platform.CreatedAt.AddDays(-age - 4.5));
        var (name, version, wrong) = PickDetector(age, random);
        var label = AddLabel(platform, cast, number, filed.AddDays(-random.Next(1, 9)), name, version);
        var appeal = await chronicle.FileAsync(label, cast.Earlier, filed, Ground.WhollyHuman, "I made it. / 是我画的。");
        // the team became faster over the weeks
        var hours = 8 + (age / Days * 26) + (Math.Pow(random.NextDouble(), 3) * 72);
        var outcome = random.NextDouble() >= wrong ? Outcome.LabelUpheld : random.NextDouble() < 0.7 ? Outcome.LabelRemoved : Outcome.RelabelledAiAssisted;
        var clause = outcome switch { Outcome.LabelUpheld => "4.1", Outcome.LabelRemoved => "4.4", _ => "4.2" };
        await chronicle.DecideAsync(appeal, number % 3 == 0 ? cast.Sana : cast.Tan, Whole(filed.AddHours(hours)), outcome, clause, Reasons);
    }

    private static (string Name, string Version, double Wrong) PickDetector(double age, Random random) => random.NextDouble() switch
    {
        < 0.12 => Detectors[2],
        < 0.18 => Detectors[3],
        // the new version came out half way
        _ => age > Days / 2.0 ? Detectors[0] : Detectors[1],
    };

    private Label AddLabel(Platform platform, DemoCast cast, int number, DateTime appliedAt, string detector, string version)
    {
        var at = Whole(appliedAt);
        var work = new Work
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            PlatformId = platform.Id,
            ExternalId = FormattableString.Invariant($"{Prefix}{number}"),
            Title = FormattableString.Invariant($"Study {number} · 习作 {number}"),
            CreatorExternalId = "u-earlier",
            CreatorName = cast.Earlier.DisplayName,
            CreatorEmail = cast.Earlier.NormalizedEmail!,
            CreatedAt = at,
        };
        work.Confirm(cast.Earlier.Id, cast.Earlier.NormalizedEmail!, at);
        var label = new Label
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)),
            WorkId = work.Id,
            Work = work,
            PlatformId = platform.Id,
            Tier = LabelTier.Suspected,
            Origin = LabelOrigin.Detector,
            DetectorName = detector,
            DetectorVersion = version,
            AutomatedDecision = AutomatedDecision.Fully,
            AppliedAt = at,
            InformedAt = at,
            WindowEndsAt = AppealWindow.EndsAt(at),
            ReachMultiplier = 0.4,
            Monetised = true,
        };
        db.AddRange(work, label);
        return label;
    }

    private static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
