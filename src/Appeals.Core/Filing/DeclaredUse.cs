namespace Appeals.Core.Filing;

/// <summary>What one AI tool was used for, and where: on layers, or on a rectangle of the published picture.</summary>
public sealed class DeclaredUse
{
    public const int ToolLength = 100;
    public const int PurposeLength = 300;

    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    public required string Tool { get; set; }
    public required string Purpose { get; set; }
    /// <summary>Layers as <c>file id/layer id</c>.</summary>
    public List<string> Layers { get; set; } = [];
    /// <summary>The rectangle in shares of the picture's width and height, each in [0, 1]; all null if layers say it.</summary>
    public double? AreaLeft { get; set; }
    public double? AreaTop { get; set; }
    public double? AreaWidth { get; set; }
    public double? AreaHeight { get; set; }
}
