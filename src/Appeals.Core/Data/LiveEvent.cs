namespace Appeals.Core.Data;

/// <summary>Tells open pages that something changed; they read the thing itself anew. Old rows are swept.</summary>
public sealed class LiveEvent
{
    /// <summary>Given by the database, growing.</summary>
    public long Sequence { get; init; }
    public Guid AppealId { get; init; }
    /// <summary>Whose page: only the appeal's creator and its platform's staff are ever sent it.</summary>
    public Guid CreatorId { get; init; }
    public Guid PlatformId { get; init; }
    public LiveEventKind Kind { get; init; }
    public Guid? SubjectId { get; init; }
    /// <summary>For progress: 0..100.</summary>
    public int? Percent { get; init; }
    public DateTime At { get; init; }
}

public enum LiveEventKind { AnalysisProgress = 1, AnalysisDone = 2, AppealChanged = 3, MessageWritten = 4 }
