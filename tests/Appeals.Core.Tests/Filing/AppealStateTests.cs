using System.Reflection;
using System.Text.RegularExpressions;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Core.ServiceLevels;

namespace Appeals.Core.Tests.Filing;

/// <summary>Holds the state table of Core's README against the code: every state times every move.</summary>
public sealed partial class AppealStateTests
{
    private static readonly DateTime Now = new(2026, 11, 19, 6, 20, 0, DateTimeKind.Utc);
    private static readonly DecisionTarget Target = new(TimeSpan.FromHours(72), TimeSpan.FromDays(7));
    private static readonly Guid Creator = Guid.CreateVersion7();
    private static readonly Guid Reviewer = Guid.CreateVersion7();

    private static readonly Dictionary<string, Action<Appeal>> Moves = new()
    {
        [nameof(Appeal.Submit)] = a => a.Submit(Target, Now),
        [nameof(Appeal.Lapse)] = a => a.Lapse(Now),
        [nameof(Appeal.Queue)] = a => a.Queue(Lane.Standard, Now),
        [nameof(Appeal.Claim)] = a => a.Claim(Reviewer, Now.AddMinutes(20), Now),
        [nameof(Appeal.Release)] = a => a.Release(Now),
        [nameof(Appeal.Ask)] = a => a.Ask(Reviewer, Target, Now),
        [nameof(Appeal.Resume)] = a => a.Resume(Target, Now),
        [nameof(Appeal.Decide)] = a => a.Decide(NewDecision(Now), Target, Now),
        [nameof(Appeal.UndoDecision)] = a => a.UndoDecision(Reviewer, Now.AddMinutes(20), Target, Now),
        [nameof(Appeal.TakeEffect)] = a => a.TakeEffect(Now.AddMinutes(2)),
        [nameof(Appeal.Withdraw)] = a => a.Withdraw(Target, Now),
    };

    [Fact]
    public void EveryMove_FromEveryState_DoesWhatTheTableSays()
    {
        var table = ReadTable();
        Assert.Equal(Moves.Keys.Order(), table.Select(row => row.Method).Distinct().Order());
        foreach (var from in Enum.GetValues<AppealState>())
            foreach (var (method, move) in Moves)
            {
                var appeal = InState(from);
                var row = table.SingleOrDefault(r => r.From == from && r.Method == method);
                if (row == default)
                {
                    Assert.Throws<InvalidTransitionException>(() => move(appeal));
                    Assert.Equal(from, appeal.State);
                }
                else
                {
                    move(appeal);
                    Assert.Equal(row.To, appeal.State);
                }
            }
    }

    [Fact]
    public void Claim_ByTheCreator_IsRefused() =>
        Assert.Throws<InvalidTransitionException>(() => InState(AppealState.Queued).Claim(Creator, Now.AddMinutes(20), Now));

    [Fact]
    public void Decide_WhenTheClaimRanOut_IsRefused() =>
        Assert.Throws<InvalidTransitionException>(() => InState(AppealState.InReview).Decide(NewDecision(Now), Target, Now.AddMinutes(21)));

    [Fact]
    public void UndoDecision_WhenTheWindowPassed_IsRefused() =>
        Assert.Throws<InvalidTransitionException>(() => InState(AppealState.Decided).UndoDecision(Reviewer, Now.AddHours(1), Target, Now.AddSeconds(60)));

    [Fact]
    public void TakeEffect_BeforeTheWindowPassed_IsRefused() =>
        Assert.Throws<InvalidTransitionException>(() => InState(AppealState.Decided).TakeEffect(Now.AddSeconds(59)));

    [Theory]
    [InlineData(Outcome.LabelRemoved, LabelState.Removed)]
    [InlineData(Outcome.RelabelledAiAssisted, LabelState.Relabelled)]
    [InlineData(Outcome.LabelUpheld, LabelState.Upheld)]
    public void TakeEffect_SettlesTheLabel(Outcome outcome, LabelState state)
    {
        var appeal = InState(AppealState.InReview);
        appeal.Decide(NewDecision(Now, outcome), Target, Now);
        appeal.TakeEffect(Now.AddSeconds(60));
        Assert.Equal(state, appeal.Label.State);
    }

    private static Appeal InState(AppealState state)
    {
        var label = new Label { Id = Guid.CreateVersion7(), AppliedAt = Now, InformedAt = Now, WindowEndsAt = Now.AddMonths(6) };
        var appeal = new Appeal { Id = Guid.CreateVersion7(), Reference = "AP-7K2M4Q", LabelId = label.Id, Label = label, CreatorId = Creator };
        string[] path = state switch
        {
            AppealState.Draft => [],
            AppealState.Lapsed => ["Lapse"],
            AppealState.Submitted => ["Submit"],
            AppealState.Queued => ["Submit", "Queue"],
            AppealState.InReview => ["Submit", "Queue", "Claim"],
            AppealState.AwaitingCreator => ["Submit", "Queue", "Claim", "Ask"],
            AppealState.Decided => ["Submit", "Queue", "Claim", "Decide"],
            AppealState.Effective => ["Submit", "Queue", "Claim", "Decide", "TakeEffect"],
            AppealState.Withdrawn => ["Submit", "Withdraw"],
            _ => ["Submit"],
        };
        foreach (var step in path) Moves[step](appeal);
        // no move leads there yet
        if (state is AppealState.AwaitingApproval or AppealState.Final)
            typeof(Appeal).GetProperty(nameof(Appeal.State), BindingFlags.Public | BindingFlags.Instance)!.SetValue(appeal, state);
        return appeal;
    }

    private static Decision NewDecision(DateTime now, Outcome outcome = Outcome.LabelRemoved) => new()
    {
        Id = Guid.CreateVersion7(),
        DeciderId = Reviewer,
        CreatorId = Creator,
        Outcome = outcome,
        Clause = "4.2",
        Reasons = "The layers make the picture.",
        DecidedAt = now,
        EffectDueAt = now.AddSeconds(60),
    };

    private static List<(AppealState From, AppealState To, string Method)> ReadTable()
    {
        var readme = File.ReadAllText(Path.Combine(Testing.Repository.Root, "src", "Appeals.Core", "README.md"));
        return [.. Row().Matches(readme).Select(m => (Enum.Parse<AppealState>(m.Groups["from"].Value), Enum.Parse<AppealState>(m.Groups["to"].Value), m.Groups["method"].Value))];
    }

    [GeneratedRegex(@"^\| (?<from>\w+) \| (?<to>\w+) \| (?<method>[A-Z]\w+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
