using System.ComponentModel.DataAnnotations;
using Appeals.Core.Data;
using Appeals.Core.Filing;

namespace Appeals.Web.Features.Contest;

public sealed class DeclarationForm : DraftForm
{
    public const int MostUses = 12;

    [EnumDataType(typeof(AiUse)), Display(Name = "AiUse")]
    public AiUse? AiUse { get; set; }

    [MaxLength(MostUses), Display(Name = "Uses")]
    public List<UseForm> Uses { get; set; } = [];

    public bool Signed { get; set; }

    public bool SaysAi => AiUse is Core.Filing.AiUse.Part or Core.Filing.AiUse.Most;

    /// <summary>An empty one at the end, to be filled in without script.</summary>
    public void OfferAnother()
    {
        if (Uses.Count < MostUses && Uses is not [.., { IsEmpty: true }]) Uses.Add(new UseForm());
    }

    /// <param name="known">Layers of this appeal's own files; others are dropped.</param>
    public Draft ToDraft(IReadOnlySet<string> known) =>
        new() { Declaration = new DraftDeclaration(AiUse, SaysAi ? [.. Uses.Where(u => !u.IsEmpty).Select(u => u.ToUse(known))] : [], AiUse is not null && Signed) };
}

/// <summary>One tool. The area is in per cent of the picture.</summary>
public sealed class UseForm
{
    private const double Whole = 100;

    [StringLength(DeclaredUse.ToolLength), Display(Name = "Tool")]
    public string? Tool { get; set; }

    [StringLength(DeclaredUse.PurposeLength), Display(Name = "Purpose")]
    public string? Purpose { get; set; }

    public List<string> Layers { get; set; } = [];

    [Range(0, Whole), Display(Name = "AreaLeft")]
    public double? Left { get; set; }

    [Range(0, Whole), Display(Name = "AreaTop")]
    public double? Top { get; set; }

    [Range(0, Whole), Display(Name = "AreaWidth")]
    public double? Width { get; set; }

    [Range(0, Whole), Display(Name = "AreaHeight")]
    public double? Height { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Tool) && string.IsNullOrWhiteSpace(Purpose) && Layers.Count == 0 && Left is null && Top is null && Width is null && Height is null;

    public bool HasHalfAnArea => (Left ?? Top ?? Width ?? Height) is not null && Area is null;

    private DraftArea? Area => (Left, Top, Width, Height) is ({ } left, { } top, { } width and > 0, { } height and > 0) && left < Whole && top < Whole
        ? new DraftArea(left / Whole, top / Whole, Math.Min(width, Whole - left) / Whole, Math.Min(height, Whole - top) / Whole)
        : null;

    public DraftUse ToUse(IReadOnlySet<string> known) =>
        new(CleanText.Line(Tool ?? ""), CleanText.Line(Purpose ?? ""), [.. Layers.Where(known.Contains).Distinct(StringComparer.Ordinal)], Area);

    public static UseForm Of(DeclaredUse use) => new()
    {
        Tool = use.Tool,
        Purpose = use.Purpose,
        Layers = use.Layers,
        Left = Percent(use.AreaLeft),
        Top = Percent(use.AreaTop),
        Width = Percent(use.AreaWidth),
        Height = Percent(use.AreaHeight),
    };

    private static double? Percent(double? share) => share is { } some ? Math.Round(some * Whole, 1) : null;
}
