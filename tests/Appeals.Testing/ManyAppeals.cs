using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;

namespace Appeals.Testing;

/// <summary>Thousands of appeals in every state, spread over twenty weeks, made by the domain's own moves. The same for the same seed.</summary>
public sealed class ManyAppeals(World world, DateTime now, int seed = 7)
{
    private const int Batch = 500;
    private const int Hours = 20 * 7 * 24;
    private static readonly DecisionTarget Target = new ServiceLevelOptions().Target;
    private static readonly TimeSpan Undo = new ServiceLevelOptions().Undo;
    private static readonly (string? Name, string? Version)[] Detectors =
        [("GenSight", "3.1"), ("GenSight", "3.2"), ("Provenio", "2"), ("Rare", "0.1"), (null, null)];

    private readonly Random _random = new(seed);
    private int _number;

    /// <param name="openShare">About how many of them are still open.</param>
    public async Task AddAsync(Func<AppealsDb> open, int count, double openShare = 0.1)
    {
        for (var done = 0; done < count; done += Batch)
        {
            await using var db = open();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = 0; i < Math.Min(Batch, count - done); i++) Add(db, openShare);
            await db.SaveChangesAsync();
        }
    }

    private void Add(AppealsDb db, double openShare)
    {
        var number = ++_number;
        var platform = number % 10 == 0 ? world.OtherPlatform : world.Platform;
        var reviewer = number % 10 == 0 ? world.OtherPlatformReviewer : number % 2 == 0 ? world.Reviewer : world.SecondReviewer;
        var isOpen = _random.NextDouble() < openShare;
        var filed = Before(isOpen ? _random.NextDouble() * 24 * 10 : 24 + (_random.NextDouble() * Hours));
        var label = NewLabel(platform, number, filed.AddDays(-3));
        var appeal = NewAppeal(label, filed);
        appeal.Submit(Target, filed);
        if (isOpen) Leave(appeal, reviewer);
        else Finish(appeal, reviewer);
        db.AddRange(label.Work, label, appeal);
    }

    /// <summary>Somewhere on its way.</summary>
    private void Leave(Appeal appeal, Person reviewer)
    {
        var stop = _random.Next(5);
        if (stop == 0) return;
        var at = appeal.SubmittedAt!.Value.AddMinutes(1);
        appeal.Queue((Lane)_random.Next(1, 5), at);
        if (stop == 1) return;
        appeal.Claim(reviewer.Id, at.AddDays(30), at);
        if (stop == 2) return;
        appeal.Ask(reviewer.Id, Target, at);
        if (stop == 3) return;
        appeal.Resume(Target, at.AddHours(_random.Next(1, 200)));
    }

    private void Finish(Appeal appeal, Person reviewer)
    {
        var submitted = appeal.SubmittedAt!.Value;
        if (_random.NextDouble() < 0.05)
        {
            appeal.Withdraw(Target, submitted.AddHours(1));
            return;
        }
        var at = submitted.AddMinutes(1);
        appeal.Queue((Lane)_random.Next(1, 5), at);
        appeal.Claim(reviewer.Id, at.AddDays(60), at);
        if (_random.NextDouble() < 0.15)
        {
            appeal.Ask(reviewer.Id, Target, at);
            at = at.AddMinutes(_random.Next(1, 6000));
            appeal.Resume(Target, at);
            appeal.Claim(reviewer.Id, at.AddDays(60), at);
        }
        Decide(appeal, reviewer, Min(at.AddMinutes(_random.Next(5, 7000)), now.AddMinutes(-10)));
    }

    private void Decide(Appeal appeal, Person reviewer, DateTime at)
    {
        appeal.Decide(NewDecision(appeal, reviewer, at), Target, at);
        if (_random.NextDouble() < 0.05)
        {
            appeal.UndoDecision(reviewer.Id, at.AddDays(1), Target, at.AddSeconds(30));
            at = at.AddMinutes(2);
            appeal.Decide(NewDecision(appeal, reviewer, at), Target, at);
        }
        if (_random.NextDouble() < 0.97) appeal.TakeEffect(at + Undo);
    }

    private Decision NewDecision(Appeal appeal, Person reviewer, DateTime at) => new()
    {
        Id = NewId(at),
        AppealId = appeal.Id,
        CreatorId = appeal.CreatorId,
        DeciderId = reviewer.Id,
        Outcome = (Outcome)_random.Next(1, 4),
        Clause = World.Clause,
        Reasons = "The layers and the label's reasons were compared.",
        DecidedAt = at,
        EffectDueAt = at + Undo,
    };

    private Appeal NewAppeal(Label label, DateTime filed) => new()
    {
        Id = NewId(filed),
        Reference = "AP-" + Base30(_number),
        LabelId = label.Id,
        Label = label,
        WorkId = label.WorkId,
        Work = label.Work,
        PlatformId = label.PlatformId,
        CreatorId = label.Work.CreatorId!.Value,
        CreatedAt = filed,
        Ground = (Ground)_random.Next(1, 6),
        Statement = "I drew this.",
    };

    private Label NewLabel(Platform platform, int number, DateTime at)
    {
        var creator = number % 50 == 0 ? world.Creator : world.OtherCreator;
        var work = new Work
        {
            Id = NewId(at),
            PlatformId = platform.Id,
            ExternalId = $"many-{number}",
            Title = $"Study {number}",
            CreatorExternalId = "u-1",
            CreatorName = creator.DisplayName,
            CreatorEmail = creator.NormalizedEmail!,
            CreatedAt = at,
        };
        work.Confirm(creator.Id, creator.NormalizedEmail!, at);
        var (name, version) = Detectors[number % 97 == 0 ? 3 : number % 7 == 0 ? 4 : _random.Next(3)];
        return new Label
        {
            Id = NewId(at),
            WorkId = work.Id,
            Work = work,
            PlatformId = platform.Id,
            Tier = LabelTier.Suspected,
            Origin = name is null ? LabelOrigin.Metadata : LabelOrigin.Detector,
            DetectorName = name,
            DetectorVersion = version,
            AutomatedDecision = AutomatedDecision.Fully,
            AppliedAt = at,
            InformedAt = at,
            WindowEndsAt = AppealWindow.EndsAt(at),
            ReachMultiplier = 0.4,
        };
    }

    private DateTime Before(double hours) => Whole(now.AddHours(-hours));

    private static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    private static Guid NewId(DateTime at) => Guid.CreateVersion7(new DateTimeOffset(at));

    private static string Base30(int number)
    {
        const string letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
        Span<char> text = stackalloc char[6];
        for (var i = text.Length - 1; i >= 0; i--, number /= letters.Length) text[i] = letters[number % letters.Length];
        return new string(text);
    }
}
