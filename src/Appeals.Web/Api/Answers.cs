using System.ComponentModel;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;

namespace Appeals.Web.Api;

[Description("How the work's label stands.")]
public sealed record WorkAnswer(string ExternalId, LabelAnswer Label, [property: Description("Reference of the appeal, if there is one.")] string? Appeal)
{
    internal static WorkAnswer Of(LabelStanding standing) =>
        new(standing.ExternalId, new LabelAnswer(standing.LabelId, standing.State, standing.WindowEndsAt), standing.Appeal);
}

public sealed record LabelAnswer(Guid Id, LabelState State, [property: Description("Until when the creator may contest it.")] DateTime WindowEndsAt);

public sealed record FeedAnswer(
    IReadOnlyList<AppealAnswer> Appeals,
    [property: Description("Give it as cursor for the next page; null on the last page.")] string? NextCursor,
    [property: Description("Give it as updatedSince for the next poll. It reaches back a little, so that an appeal may come twice, and none is missed.")] DateTime? PollFrom);

public sealed record AppealAnswer(
    string Reference, AppealState State, AppealWork Work, AppealLabel Label, DateTime SubmittedAt, DateTime UpdatedAt,
    [property: Description("Null until the decision has taken effect.")] DecisionAnswer? Decision)
{
    internal static AppealAnswer Of(AppealStanding standing) => new(
        standing.Reference, standing.State, new AppealWork(standing.ExternalId), new AppealLabel(standing.LabelId, standing.LabelState),
        standing.SubmittedAt, standing.UpdatedAt,
        standing.Decision is { } d ? new DecisionAnswer(d.Outcome, d.Reasons, d.Clause, d.DecidedAt) : null);
}

public sealed record AppealWork(string ExternalId);

public sealed record AppealLabel(Guid Id, LabelState State);

public sealed record DecisionAnswer(Outcome Outcome, string Reasons, string Clause, DateTime DecidedAt);
