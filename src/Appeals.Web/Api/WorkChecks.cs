using System.Net.Mail;
using System.Text.RegularExpressions;
using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Api;

/// <summary>Turns what was sent into what the domain takes, and names everything that is wrong with it, by path.</summary>
public sealed partial class WorkChecks(IStringLocalizer<ApiText> texts, IOptions<ApiOptions> options, TimeProvider time)
{
    private const int NameLength = 200;
    private const int EmailLength = 256;
    private const int LanguageLength = 35;
    private static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);
    private readonly DateTime _latest = time.Now() + options.Value.ClockSkew;

    public PublishedWork Check(string externalId, WorkJson sent)
    {
        var creator = Present("creator", sent.Creator) ?? new CreatorJson();
        var work = new PublishedWork
        {
            ExternalId = Id("externalId", externalId),
            Title = Required("title", Line("title", sent.Title, Work.TitleLength)),
            Url = Address("url", sent.Url, Work.UrlLength),
            PublishedAt = Time("publishedAt", sent.PublishedAt),
            CommercialUse = sent.CommercialUse ?? false,
            Language = Tag("language", sent.Language),
            CreatorExternalId = sent.Creator is null ? "" : Id("creator.externalId", creator.ExternalId),
            CreatorName = sent.Creator is null ? "" : Required("creator.displayName", Line("creator.displayName", creator.DisplayName, NameLength)),
            CreatorEmail = sent.Creator is null ? "" : Email("creator.email", creator.Email),
            Label = Label(Present("label", sent.Label)),
        };
        return work;
    }

    public void Fail(string path, string key, params object[] arguments) => _errors.TryAdd(path, [texts[key, arguments]]);

    /// <exception cref="ApiProblemException">Something failed.</exception>
    public void DemandNone()
    {
        if (_errors.Count > 0) throw new ApiProblemException(ApiProblem.Invalid, _errors);
    }

    private AppliedLabel Label(LabelJson? sent)
    {
        var label = sent ?? new LabelJson();
        if (sent is not null && sent is { Origin: LabelOrigin.Detector, Detector: null }) Fail("label.detector", "Missing");
        var applied = Time("label.appliedAt", label.AppliedAt);
        var effects = label.Effects ?? new EffectsJson();
        return new AppliedLabel
        {
            Tier = Word("label.tier", label.Tier, sent),
            Origin = Word("label.origin", label.Origin, sent),
            DetectorName = label.Detector is { } detector ? Required("label.detector.name", Line("label.detector.name", detector.Name, Core.Platforms.Label.NameLength)) : null,
            DetectorVersion = Line("label.detector.version", label.Detector?.Version, Core.Platforms.Label.NameLength),
            DetectorScore = Share("label.detector.score", label.Detector?.Score),
            AutomatedDecision = Word("label.automatedDecision", label.AutomatedDecision, sent),
            AppliedAt = Word("label.appliedAt", applied, sent),
            InformedAt = Time("label.informedAt", label.InformedAt) ?? applied ?? default,
            Facts = Lines("label.facts", label.Facts, Core.Platforms.Label.FactsLength),
            Ground = Lines("label.ground", label.Ground, Core.Platforms.Label.GroundLength),
            Clause = Line("label.clause", label.Clause, Core.Platforms.Label.ClauseLength),
            ClauseUrl = Address("label.clauseUrl", label.ClauseUrl, Core.Platforms.Label.UrlLength),
            Notice = Line("label.effects.notice", effects.Notice, Core.Platforms.Label.NoticeLength),
            ReachMultiplier = Share("label.effects.reachMultiplier", effects.ReachMultiplier) ?? 1,
            Monetised = effects.Monetised ?? true,
        };
    }

    private T? Present<T>(string path, T? value) where T : class
    {
        if (value is null) Fail(path, "Missing");
        return value;
    }

    private T Word<T>(string path, T? value, LabelJson? label) where T : struct
    {
        if (value is null && label is not null) Fail(path, "Missing");
        return value ?? default;
    }

    private string Required(string path, string? value)
    {
        if (value is null) Fail(path, "Missing");
        return value ?? "";
    }

    /// <summary>Ids are compared as they are, so they are refused rather than cleaned.</summary>
    private string Id(string path, string? value)
    {
        if (string.IsNullOrEmpty(value)) Fail(path, "Missing");
        else if (value.Length > Work.ExternalIdLength) Fail(path, "TooLong", Work.ExternalIdLength);
        else if (CleanText.Line(value) != value) Fail(path, "BadId");
        return value ?? "";
    }

    private string? Line(string path, string? value, int length) => Text(path, value is null ? null : CleanText.Line(value), length);

    private string? Lines(string path, string? value, int length) => Text(path, value is null ? null : CleanText.Lines(value), length);

    private string? Text(string path, string? value, int length)
    {
        if (value?.Length > length) Fail(path, "TooLong", length);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private string? Address(string path, string? value, int length)
    {
        var line = Line(path, value, length);
        if (line is not null && !(Uri.TryCreate(line, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) Fail(path, "BadAddress");
        return line;
    }

    private string Email(string path, string? value)
    {
        var line = Required(path, Line(path, value, EmailLength));
        if (line.Length > 0 && !(MailAddress.TryCreate(line, out var address) && address.Address == line)) Fail(path, "BadEmail");
        return line;
    }

    private string? Tag(string path, string? value)
    {
        var line = Line(path, value, LanguageLength);
        if (line is not null && !LanguageTag().IsMatch(line)) Fail(path, "BadLanguage");
        return line;
    }

    private DateTime? Time(string path, DateTime? value)
    {
        if (value > _latest) Fail(path, "InTheFuture");
        else if (value < Earliest) Fail(path, "TooEarly");
        return value;
    }

    private double? Share(string path, double? value)
    {
        if (value is not (null or (>= 0 and <= 1))) Fail(path, "NotAShare");
        return value;
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();
}
