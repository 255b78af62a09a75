using Appeals.Core.ServiceLevels;

namespace Appeals.Core.Tests.ServiceLevels;

public sealed class DecisionClockTests
{
    private static readonly DateTime Start = new(2026, 11, 16, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DecisionTarget Target = new(TimeSpan.FromHours(72), TimeSpan.FromDays(7));

    [Fact]
    public void Read_WhenJustOpened_IsDueAfterTheSpan() =>
        Assert.Equal(Start.AddHours(72), Read(Start, (ClockEventKind.Opened, 0)).DueAt);

    [Fact]
    public void Read_AtAnyLaterTimeWithoutPause_KeepsTheDueTime() =>
        Assert.Equal(Start.AddHours(72), Read(Start.AddHours(100), (ClockEventKind.Opened, 0)).DueAt);

    [Fact]
    public void Read_WhilePaused_HasNoDueTimeAndCountsNothing()
    {
        var reading = Read(Start.AddHours(40), (ClockEventKind.Opened, 0), (ClockEventKind.Paused, 10));
        Assert.Null(reading.DueAt);
        Assert.Equal(TimeSpan.FromHours(10), reading.Elapsed);
        Assert.Equal(Start.AddHours(10) + Target.LongestPause, reading.PausedUntil);
    }

    [Fact]
    public void Read_AfterAPause_MovesTheDueTimeByExactlyThePause() =>
        Assert.Equal(Start.AddHours(72 + 5), Read(Start.AddHours(20), (ClockEventKind.Opened, 0), (ClockEventKind.Paused, 10), (ClockEventKind.Resumed, 15)).DueAt);

    [Fact]
    public void Read_WithTwoPausesInTheSameMinute_CountsBoth()
    {
        var reading = Read(Start.AddHours(3), (ClockEventKind.Opened, 0), (ClockEventKind.Paused, 1), (ClockEventKind.Resumed, 1 + (10 / 3600d)),
            (ClockEventKind.Paused, 1 + (20 / 3600d)), (ClockEventKind.Resumed, 1 + (50 / 3600d)));
        Assert.Equal(Start.AddHours(72).AddSeconds(40), reading.DueAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Read_WhenThePauseExceedsItsCap_CountsTheRest()
    {
        var resumed = 10 + (9 * 24);
        var reading = Read(Start.AddHours(resumed), (ClockEventKind.Opened, 0), (ClockEventKind.Paused, 10), (ClockEventKind.Resumed, resumed));
        Assert.Equal(Start.AddHours(72 + (7 * 24)), reading.DueAt);
    }

    [Fact]
    public void Read_WhenTheCapPassedWithoutAnEvent_RunsAgain()
    {
        var reading = Read(Start.AddHours(10 + (7 * 24) + 1), (ClockEventKind.Opened, 0), (ClockEventKind.Paused, 10));
        Assert.Equal(Start.AddHours(72 + (7 * 24)), reading.DueAt);
        Assert.Equal(TimeSpan.FromHours(11), reading.Elapsed);
    }

    [Fact]
    public void Read_WhenStopped_StandsStillForGood()
    {
        var reading = Read(Start.AddHours(500), (ClockEventKind.Opened, 0), (ClockEventKind.Stopped, 30));
        Assert.True(reading.Stopped);
        Assert.Null(reading.DueAt);
        Assert.Equal(TimeSpan.FromHours(30), reading.Elapsed);
    }

    [Fact]
    public void Read_WhenADecisionWasUndone_CountsTheTimeInBetween() =>
        Assert.Equal(Start.AddHours(72), Read(Start.AddHours(31), (ClockEventKind.Opened, 0), (ClockEventKind.Stopped, 30), (ClockEventKind.Reopened, 30.5)).DueAt);

    [Fact]
    public void Read_WhenTheServersClockJumpedBack_NeverCountsNegative()
    {
        var reading = Read(Start.AddMinutes(-5), (ClockEventKind.Opened, 0));
        Assert.Equal(TimeSpan.Zero, reading.Elapsed);
        Assert.Equal(Start.AddHours(72), reading.DueAt);
    }

    [Fact]
    public void Read_Steps_AreHalfOpenAndSumToTheElapsedTime()
    {
        var reading = Read(Start.AddHours(20), (ClockEventKind.Opened, 0), (ClockEventKind.Paused, 10), (ClockEventKind.Resumed, 15));
        Assert.Equal([true, false, true], reading.Steps.Select(s => s.Counted));
        Assert.All(reading.Steps.Zip(reading.Steps.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(reading.Elapsed, TimeSpan.FromTicks(reading.Steps.Where(s => s.Counted).Sum(s => (s.To - s.From).Ticks)));
    }

    private static ClockReading Read(DateTime now, params (ClockEventKind Kind, double Hours)[] log) => DecisionClock.Read(
        log.Select((e, index) => new ClockEvent { Sequence = index + 1, Kind = e.Kind, At = Start.AddHours(e.Hours) }), Target, now);
}
