using Appeals.Core.Data;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Testing;

/// <summary>Two platforms with staff, two creators, and labelled works on demand: the people and things of most tests.</summary>
public sealed class World
{
    public const string Clause = "4.2";
    public const string Password = "correct horse battery";
    // hashing is slow on purpose; once is enough
    private static readonly Lazy<string> PasswordHash = new(() => new PasswordHasher<Person>().HashPassword(null!, Password));
    private int _works;

    public required Platform Platform { get; init; }
    public required Platform OtherPlatform { get; init; }
    public required Person Creator { get; init; }
    public required Person OtherCreator { get; init; }
    public required Person Reviewer { get; init; }
    public required Person SecondReviewer { get; init; }
    public required Person Lead { get; init; }
    public required Person Admin { get; init; }
    public required Person OtherPlatformReviewer { get; init; }

    public IEnumerable<(Person Person, string[] Roles)> People =>
    [
        (Creator, [Roles.Creator]), (OtherCreator, [Roles.Creator]), (Reviewer, [Roles.Reviewer]), (SecondReviewer, [Roles.Reviewer]),
        (Lead, [Roles.Reviewer, Roles.Lead]), (Admin, [Roles.Admin]), (OtherPlatformReviewer, [Roles.Reviewer, Roles.Lead, Roles.Admin]),
    ];

    public static async Task<World> CreateAsync(AppealsDb db, DateTime now)
    {
        var platform = NewPlatform("Lumen Gallery", now);
        var other = NewPlatform("Elsewhere", now);
        var world = new World
        {
            Platform = platform,
            OtherPlatform = other,
            Creator = NewPerson("lin", "Lin Ji", "zh-CN", null, now),
            OtherCreator = NewPerson("mara", "Mara Vogt", "en", null, now),
            Reviewer = NewPerson("rui", "Rui", "en", platform.Id, now),
            SecondReviewer = NewPerson("sam", "Sam", "en", platform.Id, now),
            Lead = NewPerson("lea", "Lea", "en", platform.Id, now),
            Admin = NewPerson("ada", "Ada", "en", platform.Id, now),
            OtherPlatformReviewer = NewPerson("otto", "Otto", "en", other.Id, now),
        };
        db.AddRange(platform, other);
        db.Roles.AddRange(Roles.All.Where(name => !db.Roles.Any(r => r.Name == name))
            .Select(name => new IdentityRole<Guid>(name) { Id = Guid.CreateVersion7(), NormalizedName = name.ToUpperInvariant() }));
        await db.SaveChangesAsync();
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!, r => r.Id);
        foreach (var (person, names) in world.People)
        {
            db.Add(person);
            db.UserRoles.AddRange(names.Select(name => new IdentityUserRole<Guid> { UserId = person.Id, RoleId = roles[name] }));
        }
        await db.SaveChangesAsync();
        return world;
    }

    public Actor As(Person person) => new(person.Id, person.PlatformId, People.Single(p => p.Person.Id == person.Id).Roles.ToHashSet());

    /// <summary>A work with an active label, confirmed by its creator unless said otherwise.</summary>
    public async Task<Label> AddLabelAsync(AppealsDb db, DateTime now, Person? creator = null, bool confirmed = true)
    {
        creator ??= Creator;
        var work = new Work
        {
            Id = Guid.CreateVersion7(),
            PlatformId = Platform.Id,
            ExternalId = $"w-{++_works}",
            Title = "Night ferry, Lantern Bay",
            Url = "https://lumen.example/w/1",
            PublishedAt = now.AddDays(-10),
            CreatorExternalId = "u-17",
            CreatorName = creator.DisplayName,
            CreatorEmail = creator.NormalizedEmail!,
            CreatedAt = now,
        };
        if (confirmed) work.Confirm(creator.Id, creator.NormalizedEmail!, now);
        var label = new Label
        {
            Id = Guid.CreateVersion7(),
            WorkId = work.Id,
            Work = work,
            PlatformId = Platform.Id,
            Tier = LabelTier.Suspected,
            Origin = LabelOrigin.Detector,
            DetectorName = "SynthScan",
            DetectorVersion = "3.2",
            DetectorScore = 0.93,
            AutomatedDecision = AutomatedDecision.Fully,
            AppliedAt = now.AddDays(-2),
            InformedAt = now.AddDays(-2),
            WindowEndsAt = AppealWindow.EndsAt(now.AddDays(-2)),
            Facts = "The detector gave 0.93.",
            Ground = "Community rules 4.2",
            Clause = Clause,
            Notice = "疑似 AI 生成",
            ReachMultiplier = 0.1,
            Monetised = true,
        };
        db.AddRange(work, label);
        await db.SaveChangesAsync();
        return label;
    }

    private static Platform NewPlatform(string name, DateTime now)
    {
        var platform = new Platform { Id = Guid.CreateVersion7(), Name = name, CreatedAt = now };
        platform.Clauses.Add(new PolicyClause { Id = Guid.CreateVersion7(), PlatformId = platform.Id, Code = Clause, TitleEn = "Mainly assisting use", TitleZh = "以辅助为主的使用" });
        platform.Clauses.Add(new PolicyClause { Id = Guid.CreateVersion7(), PlatformId = platform.Id, Code = "4.1", TitleEn = "Generated works", TitleZh = "生成作品" });
        return platform;
    }

    private static Person NewPerson(string name, string displayName, string language, Guid? platformId, DateTime now)
    {
        var email = $"{name}@example.test";
        return new Person
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            DisplayName = displayName,
            Language = language,
            TimeZone = "Asia/Shanghai",
            PlatformId = platformId,
            JoinedAt = now,
            LockoutEnabled = true,
            SecurityStamp = Guid.CreateVersion7().ToString(),
            PasswordHash = PasswordHash.Value,
        };
    }
}
