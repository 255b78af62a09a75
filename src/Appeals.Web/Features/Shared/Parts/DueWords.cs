using Appeals.Core.ServiceLevels;
using Appeals.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Shared.Parts;

/// <summary>Puts clocks into words: to creators the promise first, to staff what is left.</summary>
public sealed class DueWords(ReaderTime time, IStringLocalizer<SharedText> words)
{
    /// <summary>From here on a clock is "soon".</summary>
    private const double SoonShare = 0.75;

    private static readonly TimeSpan SoonWindow = TimeSpan.FromDays(14);

    public Due DecisionForCreator(ClockReading clock, TimeSpan target) => Of(clock, target) switch
    {
        (DueState.Met, var used) => new(DueState.Met, used, words["DueDecided"]),
        (DueState.Paused, var used) => new(DueState.Paused, used, words["DuePaused"], words["DuePausedForYou"]),
        (DueState.Over, var used) => new(DueState.Over, used, words["DueLate"], words["DuePromisedBy", time.Moment(clock.DueAt!.Value), time.ZoneName]),
        var (state, used) => new(state, used, words["DueDecisionBy", time.Moment(clock.DueAt!.Value)], words["DueYourTime", time.ZoneName, time.Span(clock.DueAt.Value - time.Now)]),
    };

    public Due DecisionForStaff(ClockReading clock, TimeSpan target) => Of(clock, target) switch
    {
        (DueState.Met, var used) => new(DueState.Met, used, words["DueDecided"], words["DueTook", time.Span(clock.Elapsed)]),
        (DueState.Paused, var used) => new(DueState.Paused, used, words["DuePausedStaff"], words["DuePausedUntil", time.Brief(clock.PausedUntil!.Value)]),
        (DueState.Over, var used) => new(DueState.Over, used, words["DueOver", time.Span(time.Now - clock.DueAt!.Value)], words["DueSince", time.Brief(clock.DueAt.Value)]),
        var (state, used) => new(state, used, time.Span(clock.DueAt!.Value - time.Now), time.Moment(clock.DueAt.Value)),
    };

    /// <summary>How long a label can still be contested.</summary>
    public Due Window(DateTime informedAt, DateTime endsAt)
    {
        var left = endsAt - time.Now;
        if (left <= TimeSpan.Zero) return new(DueState.Met, 1, words["WindowOver"], words["WindowEnded", time.Day(endsAt)]);
        var used = (time.Now - informedAt) / (endsAt - informedAt);
        var days = (long)Math.Floor(left.TotalDays);
        var said = days == 0 ? words["WindowHours", time.Span(left)].Value : words.Plural("WindowDays", days);
        return new(left <= SoonWindow ? DueState.Soon : DueState.Ok, used, said, words["WindowUntil", time.Day(endsAt)]);
    }

    private (DueState State, double Used) Of(ClockReading clock, TimeSpan target)
    {
        var used = clock.Elapsed / target;
        if (clock.Stopped) return (DueState.Met, used);
        if (clock.DueAt is not { } due) return (DueState.Paused, used);
        return (due <= time.Now ? DueState.Over : used >= SoonShare ? DueState.Soon : DueState.Ok, used);
    }
}
