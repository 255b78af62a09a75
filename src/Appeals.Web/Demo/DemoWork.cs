using Appeals.Core.Platforms;

namespace Appeals.Web.Demo;

/// <summary>A painting of the demo and the label that it got. Times in days before the demo began.</summary>
internal sealed record DemoWork(string Id, string Title, string File, string Author, double PublishedDaysAgo, double LabelledDaysAgo)
{
    public LabelTier Tier { get; init; } = LabelTier.Suspected;
    public LabelOrigin Origin { get; init; } = LabelOrigin.Detector;
    public string? Detector { get; init; } = "GenSight";
    public string? DetectorVersion { get; init; } = "3.2";
    public double? Score { get; init; }
    public double Reach { get; init; } = 0.4;
    public string Notice { get; init; } = "疑似 AI 生成";
    public string Facts { get; init; } = "Texture statistics resemble generated images. / 纹理统计特征与生成图像相近。";
    /// <summary>Whether its creator has confirmed it already.</summary>
    public bool Confirmed { get; init; } = true;

    public const string Lin = "lin";
    public const string Ines = "ines";
    private const string Metadata = "File metadata name an editing tool with AI functions. / 文件元数据中有带 AI 功能的编辑工具。";

    public static IReadOnlyList<DemoWork> All { get; } =
    [
        new("88204552", "Night ferry, Lantern Bay · 灯湾夜渡", "lantern-bay.jpg", Lin, 22, 20) { Score = 0.91 },
        new("88204117", "Camellias, first cold day · 山茶，入冬第一天", "camellia.webp", Lin, 44, 8) { Score = 0.71 },
        new("85930442", "Rain alley, six in the morning · 雨巷，清晨六点", "alley.webp", Lin, 188, 176)
        {
            Tier = LabelTier.Possible, Origin = LabelOrigin.Metadata, Detector = null, DetectorVersion = null, Reach = 1, Notice = "可能为 AI 生成", Facts = Metadata, Confirmed = false,
        },
        new("88120934", "Koi, after the rain · 雨后锦鲤", "koi.webp", Lin, 30, 6) { Score = 0.83 },
        new("86011208", "Whale over wheat · 麦上之鲸", "whale.webp", Lin, 120, 84) { DetectorVersion = "3.1", Score = 0.88 },
        new("85714420", "Terraces, early tea · 早茶梯田", "terraces.webp", Lin, 130, 96) { DetectorVersion = "3.1", Score = 0.79 },
        new("85530071", "Second act · 第二幕", "opera.webp", Lin, 140, 104) { DetectorVersion = "3.1", Score = 0.97 },
        new("88250310", "Second snow · 第二场雪", "fox.webp", Ines, 12, 9) { Score = 0.68 },
        new("88251177", "Sill · 窗台", "cat.webp", Ines, 11, 9) { Score = 0.74 },
        new("88251902", "Whale over wheat, print · 麦上之鲸，版画", "whale.webp", Ines, 10, 7) { Score = 0.81 },
        new("88199043", "Second act, poster · 第二幕，海报", "opera.webp", Ines, 24, 15) { Score = 0.95 },
    ];

    public PublishedWork Describe(DateTime begin, string name, string email) => new()
    {
        ExternalId = Id,
        Title = Title,
        Url = "https://huajian.example/works/" + Id,
        PublishedAt = begin.AddDays(-PublishedDaysAgo),
        Language = "zh-CN",
        CreatorExternalId = "u-" + Author,
        CreatorName = name,
        CreatorEmail = email,
        Label = new AppliedLabel
        {
            Tier = Tier,
            Origin = Origin,
            DetectorName = Detector,
            DetectorVersion = DetectorVersion,
            DetectorScore = Score,
            AutomatedDecision = AutomatedDecision.Fully,
            AppliedAt = begin.AddDays(-LabelledDaysAgo),
            InformedAt = begin.AddDays(-LabelledDaysAgo),
            Facts = Facts,
            Ground = "Labelling policy: works that look generated are labelled until shown otherwise. / 标识规则：疑似生成的作品先加标识，查明后更正。",
            Clause = "4.1",
            ClauseUrl = "https://huajian.example/rules#4.1",
            Notice = Notice,
            ReachMultiplier = Reach,
        },
    };
}
