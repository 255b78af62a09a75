using Appeals.Analysis.Reports;
using Appeals.Web.Localisation;

namespace Appeals.Web.Features.Reports;

/// <summary>Marks of origin in the files.</summary>
/// <param name="Quiet">Those that say nothing of AI or of human work.</param>
public sealed record MarkersPage(IReadOnlyList<MarkerRow> Speaking, IReadOnlyList<MarkerRow> Quiet)
{
    private const string Nothing = "none";
    /// <summary>What a mark holds may be a name; of these kinds it is one of the standard's own words.</summary>
    private static readonly string[] Impersonal = ["xmp-dst-", "c2pa-dst-", "c2pa-ingredient-", "c2pa-genfill", "xmp-history"];

    public int Count => Speaking.Count + Quiet.Count;

    /// <param name="nameOf">How this reader knows a source file, by its id.</param>
    /// <param name="isBlind">The reader must not learn who the creator is.</param>
    public static MarkersPage Of(AnalysisReport report, Func<string, string?> nameOf, bool isBlind)
    {
        var rows = report.Markers.Select(m => Row(m, nameOf, isBlind)).ToLookup(static row => row.Says == Nothing);
        return new([.. rows[false]], [.. rows[true]]);
    }

    private static MarkerRow Row(Marker marker, Func<string, string?> nameOf, bool isBlind) => new(
        marker.Name is { } name ? Languages.Read(name) : marker.Kind,
        marker.Source is null ? null : nameOf(marker.Source) ?? "",
        marker.Location, marker.Standard, marker.Says, marker.Strength,
        !isBlind || Array.Exists(Impersonal, kind => marker.Kind.StartsWith(kind, StringComparison.Ordinal)) ? marker.Value : null,
        marker.Checked is { } said ? Languages.Read(said) : null);
}

/// <param name="File">Null for the published picture.</param>
/// <param name="Says">As <see cref="Marker.Says"/> has it.</param>
/// <param name="Checked">What was verified; null in older reports.</param>
public sealed record MarkerRow(string Name, string? File, string Place, string Standard, string Says, string Strength, string? Value, string? Checked);
