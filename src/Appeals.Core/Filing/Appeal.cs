using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Deciding;
using Appeals.Core.Evidence;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Core.Reviewing;
using Appeals.Core.ServiceLevels;

namespace Appeals.Core.Filing;

/// <summary>One creator's contest of one label.</summary>
public sealed partial class Appeal : IVersioned
{
    public const int StatementLength = 10_000;

    public Guid Id { get; init; }
    /// <summary>What people call it, e.g. <c>AP-7K2M4Q</c>.</summary>
    public required string Reference { get; init; }
    public Guid LabelId { get; init; }
    public Label Label { get; init; } = null!;
    public Guid WorkId { get; init; }
    public Work Work { get; init; } = null!;
    public Guid PlatformId { get; init; }
    public Guid CreatorId { get; init; }
    public Person Creator { get; init; } = null!;

    public AppealState State { get; private set; } = AppealState.Draft;
    public DateTime CreatedAt { get; init; }
    /// <summary>Last change of any kind; the cursor of <c>GET /api/v1/appeals?updatedSince=</c>.</summary>
    public DateTime UpdatedAt { get; set; }

    // What the creator says
    public Ground? Ground { get; set; }
    public string? Statement { get; set; }
    public AiUse? AiUse { get; set; }
    public List<DeclaredUse> DeclaredUses { get; } = [];
    /// <summary>When the declaration was signed by ticking; null while it is not.</summary>
    public DateTime? DeclarationSignedAt { get; set; }
    public List<EvidenceFile> Files { get; } = [];

    // Time
    public DateTime? SubmittedAt { get; private set; }
    /// <summary>The promise on the receipt; it is never moved later.</summary>
    public DateTime? PromisedAt { get; private set; }
    /// <summary>Cache of <see cref="DecisionClock"/>; null while the clock stands still or has stopped.</summary>
    public DateTime? DueAt { get; private set; }
    public List<ClockEvent> ClockEvents { get; } = [];

    // Review
    public Lane Lane { get; private set; } = Lane.Standard;
    public Guid? ClaimedById { get; private set; }
    public Person? ClaimedBy { get; private set; }
    public DateTime? ClaimExpiresAt { get; private set; }
    /// <summary>Who asked and should get the answer.</summary>
    public Guid? PreferredReviewerId { get; private set; }
    public List<Message> Messages { get; } = [];
    public List<Decision> Decisions { get; } = [];

    /// <summary>Grade of the newest report, for the queue.</summary>
    public Grade? Grade { get; private set; }
    public DateTime? EffectiveAt { get; private set; }
    public Guid Version { get; set; }

    public bool IsOpen => State is AppealState.Submitted or AppealState.Queued or AppealState.InReview or AppealState.AwaitingCreator or AppealState.AwaitingApproval;

    /// <summary>Files and messages of the creator are still of use.</summary>
    public bool TakesEvidence => State == AppealState.Draft || IsOpen;

    public bool IsClaimedBy(Guid personId, DateTime now) => State == AppealState.InReview && ClaimedById == personId && ClaimExpiresAt > now;
}
