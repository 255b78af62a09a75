namespace Appeals.Web.Tests.Shell;

public sealed class PublicPageTests : IAsyncLifetime
{
    private ShellHost _host = null!;

    public async Task InitializeAsync() => _host = await ShellHost.StartAsync("Development", ("Contact", "help@appeals.example"));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string> Pages => ["/", "/how-it-works", "/how-we-keep-files", "/accessibility", "/dev/parts", "/no-such-page"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_InChinese_HoldsNoEnglish(string path)
    {
        using var response = await _host.Browser("zh-CN").GetAsync(path);

        Assert.Empty(PageReader.EnglishLeftIn(PageReader.Parse(await response.Content.ReadAsStringAsync())).Where(t => t is not ("UTC" or "help@appeals.example")));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_InEitherLanguage_HasOneHeadingATitleAndASkipLink(string path)
    {
        foreach (var language in new[] { "en", "zh-CN" })
        {
            using var response = await _host.Browser(language).GetAsync(path);
            var page = PageReader.Parse(await response.Content.ReadAsStringAsync());

            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.EndsWith(language == "en" ? " – Appeals" : " – 申诉", page.Title, StringComparison.Ordinal);
            Assert.Equal("#main", page.Body!.FirstElementChild!.GetAttribute("href"));
            Assert.NotNull(page.QuerySelector("main#main"));
        }
    }

    [Fact]
    public async Task HowItWorks_WhenTheTargetIsDefault_NamesTheTimeThatIsEnforced()
    {
        var page = await _host.Browser("en").PageAsync("/how-it-works");

        Assert.Contains("72 hours from when you sent the appeal", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("up to 7 days for each question", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_WhenTheFormIsEmpty_SayInBothPlacesWhatIsMissing()
    {
        var browser = _host.Browser("zh-CN");
        var token = (await browser.PageAsync("/dev/parts")).QuerySelector("form.narrow input[name=antiforgery]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("antiforgery", token), KeyValuePair.Create("Email", "nobody"), KeyValuePair.Create("Share", "many")]);

        using var response = await browser.PostAsync("/dev/parts", form);

        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        var page = PageReader.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            ["邮箱：请输入邮箱地址，例如 name@example.com。", "你的说明：请用一句话说明标识为什么不对。", "占比（百分比）：无法识别“many”。", "请勾选以签署你的声明。"],
            page.QuerySelectorAll(".errors a").Select(a => a.TextContent));
        Assert.All(page.QuerySelectorAll(".errors a"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
        Assert.Equal("请输入邮箱地址，例如 name@example.com。", page.QuerySelector("#Email-error")!.TextContent);
        Assert.Equal("nobody", page.QuerySelector("#Email")!.GetAttribute("value"));
    }
}
