using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;
using Appeals.Web.Features.Shared.Parts;

namespace Appeals.Web.Features.Desk;

/// <summary>Makes what the desk shows of what was read.</summary>
public sealed class DeskPages(ServiceClock clock, DueWords due)
{
    public DeskPage Show(DeskReading reading, DecisionForm form, Actor reviewer)
    {
        var appeal = reading.Appeal;
        var report = reading.Run?.ReportJson is { } json ? JsonSerializer.Deserialize<AnalysisReport>(json, ReportJson.Options) : null;
        var free = appeal.State == AppealState.Queued || (appeal.State == AppealState.InReview && appeal.ClaimExpiresAt <= clock.Now);
        var page = new DeskPage(reading, due.DecisionForStaff(reading.Clock, clock.Target.Span), report, [], form,
            appeal.IsClaimedBy(reviewer.PersonId, clock.Now), free && appeal.CreatorId != reviewer.PersonId,
            reading.Decision is { } decision && decision.DeciderId == reviewer.PersonId && decision.EffectDueAt > clock.Now ? decision : null);
        return page with { Layers = page.Source is { } source ? LayerNode.Tree(source.Layers) : [] };
    }
}
