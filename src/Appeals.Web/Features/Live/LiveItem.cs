using Appeals.Core.Data;

namespace Appeals.Web.Features.Live;

/// <summary>One live event with what is needed to decide who is told.</summary>
public sealed record LiveItem(
    long Sequence, LiveEventKind Kind, Guid AppealId, string Reference, bool Draft, Guid CreatorId, Guid PlatformId, Guid? SubjectId, int? Percent);
