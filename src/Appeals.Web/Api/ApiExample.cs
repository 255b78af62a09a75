using Appeals.Core.Platforms;

namespace Appeals.Web.Api;

internal static class ApiExample
{
    public static WorkJson Work { get; } = new()
    {
        Title = "Night ferry, Lantern Bay",
        Url = "https://gallery.example/works/88204117",
        PublishedAt = new DateTime(2026, 10, 31, 8, 0, 0, DateTimeKind.Utc),
        CommercialUse = false,
        Language = "zh-CN",
        Creator = new CreatorJson { ExternalId = "u-17", DisplayName = "Lin Ji", Email = "lin.ji@example.org" },
        Label = new LabelJson
        {
            Tier = LabelTier.Suspected,
            Origin = LabelOrigin.Detector,
            Detector = new DetectorJson { Name = "GenSight", Version = "3.2", Score = 0.91 },
            AppliedAt = new DateTime(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc),
            InformedAt = new DateTime(2026, 11, 2, 8, 5, 0, DateTimeKind.Utc),
            Facts = "Texture statistics resemble generated images.",
            Ground = "Labelling policy: works that a detector finds likely to be generated are labelled.",
            Clause = "4.1",
            ClauseUrl = "https://gallery.example/rules#4.1",
            AutomatedDecision = AutomatedDecision.Fully,
            Effects = new EffectsJson { Notice = "疑似 AI 生成", ReachMultiplier = 0.4, Monetised = true },
        },
    };
}
