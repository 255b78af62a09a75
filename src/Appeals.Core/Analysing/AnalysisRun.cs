using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Evidence;

namespace Appeals.Core.Analysing;

public enum RunState
{
    Queued = 1,
    /// <summary>A node holds the lease and a child works.</summary>
    Running = 2,
    /// <summary>There is a report, perhaps with problems.</summary>
    Done = 3,
}

/// <summary>One attempt to take files apart. The row is the job: a node that takes the lease runs it, and a dead node's run is taken over.</summary>
public sealed class AnalysisRun : IVersioned
{
    public Guid Id { get; init; }
    public AnalyzerTask Task { get; init; }
    /// <summary>Set for <see cref="AnalyzerTask.Analyze"/> and <see cref="AnalyzerTask.Inspect"/>.</summary>
    public Guid? AppealId { get; init; }
    /// <summary>Set for <see cref="AnalyzerTask.Inspect"/>.</summary>
    public Guid? EvidenceFileId { get; init; }
    /// <summary>Set for <see cref="AnalyzerTask.Picture"/>.</summary>
    public Guid? WorkId { get; init; }
    /// <summary>The picture as it was when the run was queued; for <see cref="AnalyzerTask.Picture"/>.</summary>
    public Guid? PictureId { get; init; }

    public RunState State { get; set; } = RunState.Queued;
    public DateTime QueuedAt { get; init; }
    public DateTime? StartedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    public int Attempts { get; set; }
    public Guid? LeaseId { get; set; }
    public DateTime? LeaseUntil { get; set; }

    /// <summary>0..100.</summary>
    public int Percent { get; set; }
    public AnalyzerStep? Step { get; set; }

    public string? ReportJson { get; set; }
    public Grade? Grade { get; set; }
    public double? Score { get; set; }
    public List<Preview> Previews { get; } = [];
    public Guid Version { get; set; }
}
