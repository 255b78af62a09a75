using System.Text.RegularExpressions;
using System.Xml.Linq;
using Appeals.Analysis.Reports;
using Appeals.Core.Filing;
using Appeals.Web.Features.Shared;
using Appeals.Web.Localisation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Tests.Shell;

public sealed partial class TextTests
{
    public static TheoryData<string> Files => [.. Sources.Read("*.resx").Keys.Where(f => !f.EndsWith(".zh-CN.resx", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Texts_InBothLanguages_AgreeInKeysAndPlaceholders(string file)
    {
        var english = Read(file);
        var chinese = Read(file.Replace(".resx", ".zh-CN.resx", StringComparison.Ordinal));

        Assert.Equal(Needed(english), Needed(chinese));
        Assert.All(english.Concat(chinese), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        Assert.All(chinese, text => Assert.Equal((text.Key, Placeholders(english[text.Key])), (text.Key, Placeholders(text.Value))));
    }

    /// <summary>Chinese has no singular; it may leave it out or repeat the other form for scripts that ask for both.</summary>
    private static IEnumerable<string> Needed(Dictionary<string, string> texts) => texts.Keys.Where(k => !k.EndsWith("_one", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Texts_WhenDefined_AreUsedSomewhere(string file)
    {
        if (file.EndsWith("ZoneText.resx", StringComparison.Ordinal)) return;
        var sources = string.Join('\n', Sources.Read("*.cshtml", "*.cs").Values);
        var literals = Literal().Matches(sources).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Read(file).Keys.Where(key => !IsUsed(Stem(key))));

        bool IsUsed(string key) => literals.Contains(key)
            || Enumerable.Range(1, Math.Max(0, key.Length - 1)).Any(cut => literals.Contains(key[..cut]) && (literals.Contains(key[cut..]) || int.TryParse(key[cut..], out _)))
            || IsEnumWord(key) || IsComposed(key)
            || sources.Contains(key + "Attribute", StringComparison.Ordinal);

        // "Role_" + role, $"{code}.Title"
        bool IsComposed(string key) => key.IndexOfAny(['_', '.']) is > 0 and var cut
            && (sources.Contains('"' + key[..(cut + 1)], StringComparison.Ordinal) || sources.Contains(key[cut..] + '"', StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_AskedForByAView_Exist()
    {
        var missing =
            from view in Sources.Read("*.cshtml")
            from Match asked in Asked().Matches(view.Value)
            let shared = asked.Groups["who"].Value == "S"
            let file = shared ? Path.Combine("Features", "Shared", "SharedText.resx") : FeatureFile(view.Key)
            let key = asked.Groups["key"].Value + (asked.Groups["how"].Value == ".Plural(" ? "_other" : "")
            where !Read(file).ContainsKey(key)
            select $"{view.Key}: {key}";

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Words_OfTheDomain_ExistForEveryValue(string language)
    {
        await using var host = await ShellHost.StartAsync();
        using var _ = Culture.Use(language);
        var words = host.Services.GetRequiredService<IStringLocalizer<SharedText>>();

        var values = new[] { typeof(AppealState), typeof(Ground), typeof(AiUse), typeof(Lane), typeof(Core.Deciding.Outcome), typeof(Core.Platforms.LabelTier), typeof(Core.Platforms.LabelOrigin), typeof(Core.Platforms.LabelState), typeof(Core.Data.Refusal), typeof(Grade), typeof(Direction) }
            .SelectMany(t => Enum.GetValues(t).Cast<Enum>());

        Assert.All(values, value => Assert.NotEmpty(words.Word(value)));
    }

    [Fact]
    public async Task MissingText_InDevelopment_Throws()
    {
        await using var host = await ShellHost.StartAsync();

        var error = Assert.Throws<KeyNotFoundException>(() => host.Services.GetRequiredService<IStringLocalizer<SharedText>>()["NoSuchText"]);

        Assert.Contains("SharedText has no text 'NoSuchText'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingText_OutsideDevelopment_ShowsItsKeyInsteadOfBreakingThePage()
    {
        await using var host = await ShellHost.StartAsync("Production", ("PublicUrl", "https://appeals.example"));

        Assert.Equal("NoSuchText", host.Services.GetRequiredService<IStringLocalizer<SharedText>>()["NoSuchText"].Value);
    }

    [Theory]
    [InlineData("en", 1, "1 day left to contest")]
    [InlineData("en", 0, "0 days left to contest")]
    [InlineData("en", 1234, "1,234 days left to contest")]
    [InlineData("zh-CN", 1, "还有 1 天可申诉")]
    [InlineData("zh-CN", 12, "还有 12 天可申诉")]
    public async Task Plural_ForACount_TakesTheFormOfTheLanguage(string language, int count, string said)
    {
        await using var host = await ShellHost.StartAsync();
        using var _ = Culture.Use(language);

        Assert.Equal(said, host.Services.GetRequiredService<IStringLocalizer<SharedText>>().Plural("WindowDays", count));
    }

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Sources.Web, file)).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Placeholders(string text) => string.Join(' ', Placeholder().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Stem(string key) => PluralForm().Replace(key, "");

    private static bool IsEnumWord(string key) => key.IndexOf('_', StringComparison.Ordinal) is > 0 and var cut
        && new[] { typeof(AppealState).Assembly, typeof(Grade).Assembly }.SelectMany(a => a.GetTypes()).Any(t => t.IsEnum && t.Name == key[..cut] && Enum.IsDefined(t, key[(cut + 1)..]));

    private static string FeatureFile(string view)
    {
        var folder = Path.GetDirectoryName(view)!;
        return Path.Combine(folder, Path.GetFileName(folder) + "Text.resx");
    }

    [GeneratedRegex(@"(?<="")([A-Za-z0-9_./]+)(?="")", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"@?\b(?<who>[ST])(?<how>\[|\.Plural\(|\.Html\()""(?<key>[A-Za-z0-9_]+)""(?!\s*\+)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\d+[^}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("_(one|other)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PluralForm();
}
