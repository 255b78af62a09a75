using Appeals.Core.Platforms;

namespace Appeals.Core.Tests.Platforms;

public sealed class AppealWindowTests
{
    [Theory]
    // six calendar months are 184 days only over July and August together with December and January
    [InlineData("2026-07-01T08:30:00Z", "2027-01-01T08:30:00Z")]
    [InlineData("2026-11-02T10:00:00Z", "2027-05-05T10:00:00Z")]
    [InlineData("2027-02-28T00:00:00Z", "2027-08-31T00:00:00Z")]
    [InlineData("2026-08-31T23:59:59Z", "2027-03-03T23:59:59Z")]
    public void EndsAt_IsTheLaterOfSixMonthsAnd184Days(string informed, string ends) =>
        Assert.Equal(Utc(ends), AppealWindow.EndsAt(Utc(informed)));

    [Fact]
    public void EndsAt_ForEveryDayOfFourYears_IsNeverShorterThanEither()
    {
        for (var day = Utc("2026-01-01T12:00:00Z"); day.Year < 2030; day = day.AddDays(1))
        {
            var end = AppealWindow.EndsAt(day);
            Assert.True(end >= day.AddDays(184) && end >= day.AddMonths(6) && end.Kind == DateTimeKind.Utc);
        }
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
