using Appeals.Analysis.Reports;
using Appeals.Web.Features.Reports;

namespace Appeals.Web.Features.Appeals;

/// <summary>What the newest report says to the creator: never how a finding could be fooled, never about other people's files.</summary>
public sealed record FindingsPage
{
    /// <summary>The run that is under way or waits.</summary>
    public WorkingRun? Working { get; init; }
    /// <summary>Null until there is a report.</summary>
    public Grade? Grade { get; init; }
    public bool HasFiles { get; init; }
    public double? Similarity { get; init; }
    public double? AiArea { get; init; }
    /// <summary>Addresses of the two pictures that were compared; null without a match.</summary>
    public string? Published { get; init; }
    public string? Composite { get; init; }
    public string? AiMap { get; init; }
    public IReadOnlyList<FindingRow> Findings { get; init; } = [];
    /// <summary>Null until there is a report.</summary>
    public MarkersPage? Markers { get; init; }
    public required DatesPage Dates { get; init; }
    public IReadOnlyList<ProblemRow> Problems { get; init; } = [];
}

public sealed record WorkingRun(Guid Id, int Percent, AnalyzerStep? Step);

/// <param name="Pictures">Addresses of thumbnails of the layers it concerns.</param>
public sealed record FindingRow(Direction Direction, double Weight, string Title, string? Reason, string? Method, IReadOnlyList<string> Pictures);

public sealed record ProblemRow(string? File, string Says);
