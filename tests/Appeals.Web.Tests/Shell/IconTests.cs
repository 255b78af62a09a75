using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Appeals.Web.Tests.Shell;

public sealed partial class IconTests
{
    private static readonly HashSet<string> Sprite = [.. XDocument.Load(Path.Combine(Sources.Web, "wwwroot", "icons.svg")).Root!.Elements().Select(e => e.Attribute("id")!.Value)];

    [Fact]
    public void Icons_NamedInSources_StandInTheSprite()
    {
        var named =
            from file in Sources.Read("*.cshtml", "*.cs", "*.js")
            from Match use in Use().Matches(file.Value)
            select (file.Key, Name: use.Groups["name"].Value);

        Assert.Empty(named.Where(n => !Sprite.Contains(n.Name)));
    }

    [Fact]
    public async Task Icons_OnThePageOfAllParts_StandInTheSprite()
    {
        await using var host = await ShellHost.StartAsync();

        var used = (await host.Browser().PageAsync("/dev/parts")).QuerySelectorAll("use").Select(u => u.GetAttribute("href")!.Split('#')[1]).ToHashSet(StringComparer.Ordinal);

        Assert.True(used.Count > 20);
        Assert.Empty(used.Except(Sprite));
    }

    [GeneratedRegex(@"(<icon name=""|<chip icon=""|<notice [^>]*icon=""|IconOf\(""|icons\.svg#)(?<name>[a-z][a-z0-9-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Use();
}
