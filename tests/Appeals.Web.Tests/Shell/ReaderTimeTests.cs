using Appeals.Core.ServiceLevels;
using Appeals.Testing;
using Appeals.Web.Features.Shared;
using Appeals.Web.Features.Shared.Parts;
using Appeals.Web.Localisation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Tests.Shell;

/// <summary>"Now" is Thu 19 Nov 2026, 14:20 in Shanghai.</summary>
public sealed class ReaderTimeTests : IAsyncLifetime
{
    private ShellHost _host = null!;

    public async Task InitializeAsync() => _host = await ShellHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("en", "Fri 20 Nov, 16:57", "20 Nov 2026", "20 Nov", "16:57", "Shanghai")]
    [InlineData("zh-CN", "11 月 20 日（周五）16:57", "2026 年 11 月 20 日", "11 月 20 日", "16:57", "上海")]
    public void Moment_InTheReadersZone_IsWrittenAsTheLanguageDoes(string language, string moment, string day, string shortDay, string clock, string zone)
    {
        using var _ = Culture.Use(language);
        var (time, at) = (Reader("Asia/Shanghai"), Utc(2026, 11, 20, 8, 57));

        Assert.Equal((moment, day, shortDay, clock, zone), (time.Moment(at), time.Day(at), time.DayShort(at), time.Clock(at), time.ZoneName));
    }

    [Theory]
    [InlineData("en", 19, "Thu 11:05")]
    [InlineData("en", 14, "Sat 11:05")]
    [InlineData("en", 13, "Fri 13 Nov, 11:05")]
    [InlineData("en", 20, "Fri 20 Nov, 11:05")]
    [InlineData("zh-CN", 19, "周四 11:05")]
    [InlineData("zh-CN", 13, "11/13 周五 11:05")]
    public void Brief_NearNow_LeavesTheDateOut(string language, int day, string said)
    {
        using var _ = Culture.Use(language);

        Assert.Equal(said, Reader("Asia/Shanghai").Brief(Utc(2026, 11, day, 3, 5)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "Fri 1 Jan 2027, 0:30")]
    [InlineData("America/New_York", "Thu 31 Dec, 18:30")]
    [InlineData("Nowhere/Nothing", "Thu 31 Dec, 23:30")]
    public void Moment_AcrossTheYear_FollowsTheReadersZone(string zone, string said)
    {
        using var _ = Culture.Use("en");

        Assert.Equal(said, Reader(zone).Moment(Utc(2026, 12, 31, 23, 30)));
    }

    [Fact]
    public void Moment_WhenNotUtc_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Reader("UTC").Moment(new DateTime(2026, 11, 20, 8, 57, 0, DateTimeKind.Unspecified)));

    [Theory]
    [InlineData("en", 51 * 3600, "2 d 3 h")]
    [InlineData("en", 36420, "10 h 07 min")]
    [InlineData("en", 3599, "59 min")]
    [InlineData("en", 48, "48 s")]
    [InlineData("en", -5, "0 s")]
    [InlineData("zh-CN", 36420, "10 小时 07 分")]
    [InlineData("zh-CN", 480, "8 分钟")]
    public void Span_OfAnyLength_SaysTheTwoLargestUnits(string language, int seconds, string said)
    {
        using var _ = Culture.Use(language);

        Assert.Equal(said, Reader("UTC").Span(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(72 * 3600, "72 hours")]
    [InlineData(7 * 86400, "7 days")]
    [InlineData(3600, "1 hour")]
    [InlineData(60, "60 seconds")]
    [InlineData(1200, "20 minutes")]
    public void Length_OfAPromise_IsOneWholeUnit(int seconds, string said)
    {
        using var _ = Culture.Use("en");

        Assert.Equal(said, Reader("UTC").Length(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("en", "3.2\u00a0%", "1,842", "486\u00a0MB", "1.24\u00a0GB")]
    [InlineData("zh-CN", "3.2%", "1,842", "486\u00a0MB", "1.24\u00a0GB")]
    public void Figures_InEachLanguage_AreWrittenAsItDoes(string language, string percent, string whole, string megabytes, string gigabytes)
    {
        using var _ = Culture.Use(language);

        Assert.Equal((percent, whole, megabytes, gigabytes), (Figures.Percent(0.032), Figures.Whole(1842), Figures.Size(486_000_000), Figures.Size(1_240_000_000)));
        Assert.Equal(("0\u00a0B", "999\u00a0B", "1\u00a0kB", "12.3\u00a0MB"), (Figures.Size(0), Figures.Size(999), Figures.Size(1000), Figures.Size(12_345_678)));
    }

    [Fact]
    public void Due_ForCreatorAndStaff_SaysThePromiseOrWhatIsLeft()
    {
        using var _ = Culture.Use("en");
        var due = new DueWords(Reader("Asia/Shanghai"), _host.Services.GetRequiredService<IStringLocalizer<SharedText>>());
        var (now, target) = (FakeTime.Start.UtcDateTime, TimeSpan.FromHours(72));
        ClockReading Clock(DateTime? dueAt, double hours, DateTime? pausedUntil = null, bool stopped = false) => new(dueAt, TimeSpan.FromHours(hours), pausedUntil, stopped, []);

        Assert.Equal(new Due(DueState.Ok, 0.5, "Decision by Sat 21 Nov, 2:20", "your time, Shanghai · 1 d 12 h left"), due.DecisionForCreator(Clock(now.AddHours(36), 36), target));
        Assert.Equal(new Due(DueState.Soon, 0.75, "18 h 00 min", "Fri 20 Nov, 8:20"), due.DecisionForStaff(Clock(now.AddHours(18), 54), target));
        Assert.Equal(DueState.Over, due.DecisionForCreator(Clock(now, 72), target).State);
        Assert.Equal("1 h 12 min over", due.DecisionForStaff(Clock(now.AddMinutes(-72), 73.2), target).Words);
        Assert.Equal("Clock paused", due.DecisionForCreator(Clock(null, 10, now.AddDays(2)), target).Words);
        Assert.Equal("took 9 h 30 min", due.DecisionForStaff(Clock(null, 9.5, stopped: true), target).Detail);
    }

    [Theory]
    [InlineData(173.5, DueState.Ok, "173 days left to contest")]
    [InlineData(14, DueState.Soon, "14 days left to contest")]
    [InlineData(0.5, DueState.Soon, "12 h 00 min left to contest")]
    [InlineData(0, DueState.Met, "Can no longer be contested")]
    public void Window_OfALabel_SaysHowLongItIsOpen(double days, DueState state, string said)
    {
        using var _ = Culture.Use("en");
        var due = new DueWords(Reader("UTC"), _host.Services.GetRequiredService<IStringLocalizer<SharedText>>());
        var ends = FakeTime.Start.UtcDateTime.AddDays(days);

        var window = due.Window(ends.AddDays(-184), ends);

        Assert.Equal((state, said), (window.State, window.Words));
    }

    private ReaderTime Reader(string zone)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{ReaderZone.Cookie}={Uri.EscapeDataString(zone)}";
        var services = _host.Services;
        return new ReaderTime(
            new ReaderZone(new HttpContextAccessor { HttpContext = http }, services.GetRequiredService<IStringLocalizer<ZoneText>>()),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IStringLocalizer<TimeText>>());
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}
