using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Deciding;
using Appeals.Core.Filing;
using Appeals.Core.Reviewing;
using Appeals.Web.Features.Reports;
using Appeals.Web.Features.Shared.Parts;

namespace Appeals.Web.Features.Desk;

public sealed class DecisionForm
{
    public Outcome? Outcome { get; set; }
    public string? Clause { get; set; }
    public string? Reasons { get; set; }
    /// <summary>What was typed into the other forms of the page when one of them was refused.</summary>
    public string? Question { get; set; }
    public string? Message { get; set; }
}

public sealed class MessageForm
{
    public string? Text { get; set; }
}

/// <param name="Holds">The reader has the claim and may ask and decide.</param>
/// <param name="CanClaim">Nobody holds it, and it is not the reader's own.</param>
/// <param name="Undoable">The reader's decision, while it can be taken back.</param>
public sealed record DeskPage(
    DeskReading Reading, Due Due, AnalysisReport? Report, IReadOnlyList<LayerNode> Layers, DecisionForm Form, bool Holds, bool CanClaim, Decision? Undoable)
{
    public Appeal Appeal => Reading.Appeal;
    public AnalysisRun? Run => Reading.Run;

    /// <summary>The source whose layers are shown: the one that was matched, else the first with layers.</summary>
    public SourceReport? Source => Report is null ? null
        : Report.Sources.FirstOrDefault(s => s.Id == Report.Match?.Source) ?? Report.Sources.FirstOrDefault(s => s.Layers.Count > 0);

    public DatesPage Dates => DatesPage.Of(Report, Appeal);

    /// <summary>Without what may be a name.</summary>
    public MarkersPage? Markers => Report is null ? null
        : MarkersPage.Of(Report, id => Reading.Files.FirstOrDefault(f => f.Id.ToString() == id)?.BlindName, isBlind: true);

    public int LayerCount => Source?.Layers.Count(l => l.Kind != LayerKind.Group) ?? 0;

    public double LargestContribution => Source?.Layers.Max(l => l.Contribution ?? 0) ?? 0;

    /// <summary>Its address, or null if the run made none.</summary>
    public string? Preview(string name) => Run?.Previews.Any(p => p.Name == name) == true ? $"/files/previews/{Run.Id}/{name}" : null;

    public string Published => Preview(PreviewNames.Published) ?? $"/works/{Appeal.WorkId}/picture";
}

/// <summary>A layer with what lies in it, top first.</summary>
public sealed record LayerNode(LayerReport Layer, IReadOnlyList<LayerNode> Children)
{
    /// <summary>Layers below this share are folded.</summary>
    public const double Minor = 0.001;

    public bool IsGroup => Layer.Kind == LayerKind.Group;
    public bool IsMinor => !IsGroup && !Layer.DeclaredAi && (Layer.Contribution ?? 0) < Minor;
    public int Count => IsGroup ? Children.Sum(c => c.Count) : 1;
    public double Contribution => IsGroup ? Children.Sum(c => c.Contribution) : Layer.Contribution ?? 0;

    public static IReadOnlyList<LayerNode> Tree(IReadOnlyList<LayerReport> layers)
    {
        var children = layers.Reverse().ToLookup(l => l.Parent);
        return Of(null, 0);

        IReadOnlyList<LayerNode> Of(string? parent, int depth) =>
            depth > MaxDepth ? [] : [.. children[parent].Select(l => new LayerNode(l, l.Kind == LayerKind.Group ? Of(l.Id, depth + 1) : []))];
    }

    private const int MaxDepth = 64;
}

public sealed class DeskText;
