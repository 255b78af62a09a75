using System.Globalization;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Tests.Signals;

public sealed class TimelineTests
{
    private static readonly DateTime Published = new(2024, 5, 10, 8, 0, 0, DateTimeKind.Utc), Labelled = new(2024, 5, 12, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("2024-05-01T10:00:00", "2024-05-09T22:00:00", "The dates are in order", 0)]
    [InlineData("2024-05-01T10:00:00", "2024-05-14T22:00:00", "The file was saved again later", 0)]
    [InlineData("2024-05-11T10:00:00", "2024-05-11T11:00:00", "Some dates are out of order", 0.05)]
    [InlineData("2024-05-14T10:00:00", "2024-05-14T22:00:00", "Some dates are out of order", 0.1)]
    [InlineData("2024-05-09T10:00:00", "2024-05-09T09:00:00", "Some dates are out of order", 0.1)]
    // eight in the evening on a wall in Auckland is eight in the morning in Greenwich
    [InlineData("2024-05-10T20:00:00", "2024-05-10T20:30:00", "The dates are in order", 0)]
    [InlineData("2024-05-12T22:00:00", "2024-05-12T23:30:00", "Some dates are out of order", 0.05)]
    public void Analyze_WhateverTheOrder_NamesItAndAccusesNobody(string created, string saved, string title, double weight)
    {
        var report = HistoryTests.Analyze(HistoryTests.Krita(created, saved), publishedAt: Published, labelledAt: Labelled);

        var finding = Assert.Single(report.Findings, static f => f.Signal == "timeline");
        Assert.Equal((title, Direction.Neutral, weight), (finding.Title!.En, finding.Direction, finding.Weight));
        Assert.NotEqual(Grade.Contradicted, report.Grade);
        Assert.Equal([TimelineKind.Created, TimelineKind.Saved, TimelineKind.Published, TimelineKind.Labelled], report.Timeline.Select(static m => m.Kind).Order());
        Assert.Equal(report.Timeline.OrderBy(static m => m.At), report.Timeline);
        Assert.Equal([(false, "s"), (false, "s"), (true, null), (true, null)], report.Timeline.OrderBy(static m => m.Kind).Select(static m => (m.HasZone, m.Source)));
    }

    [Fact]
    public void Analyze_WhenAnEditingHistoryRunsBackwards_NamesIt()
    {
        var psd = HistoryTests.Psd(HistoryTests.Events("2024-03-02T10:00:00Z", "2024-03-01T10:00:00Z"), 1_709_258_400);

        var finding = HistoryTests.Analyze(psd.ToStream(), labelledAt: new(2024, 2, 1, 0, 0, 0, DateTimeKind.Utc)).Findings.Single(static f => f.Signal == "timeline");

        Assert.Equal(1, finding.Values["outOfOrder"]);
        Assert.Contains("backwards", finding.Reason.En, StringComparison.Ordinal);
        Assert.Contains("saved again", finding.Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-05-01T10:00:00+08:00", "2024-05-01T02:00:00.0000000Z", true)]
    [InlineData("2024-05-01T10:00Z", "2024-05-01T10:00:00.0000000Z", true)]
    [InlineData("2024-05-01T10:00:00.25", "2024-05-01T10:00:00.2500000Z", false)]
    [InlineData("2024-05-01", "2024-05-01T00:00:00.0000000Z", false)]
    [InlineData("2024-05", "2024-05-01T00:00:00.0000000Z", false)]
    public void Parse_WhenItIsATime_KnowsWhetherItsZoneIsSaid(string text, string expected, bool hasZone) =>
        Assert.Equal(new FileMoment(DateTime.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), hasZone), FileMoment.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2024-13-01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("12 May 2024")]
    public void Parse_WhenItIsAbsurd_IsNull(string? text) => Assert.Null(FileMoment.Parse(text));
}
