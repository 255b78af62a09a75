namespace Appeals.Core.Filing;

/// <summary>What one step of the wizard saves; null leaves a part as it is.</summary>
public sealed record Draft
{
    public Ground? Ground { get; init; }
    public string? Statement { get; init; }
    public DraftDeclaration? Declaration { get; init; }
}

/// <param name="Uses">Replaces all earlier ones.</param>
public sealed record DraftDeclaration(AiUse? AiUse, IReadOnlyList<DraftUse> Uses, bool IsSigned);

public sealed record DraftUse(string Tool, string Purpose, IReadOnlyList<string> Layers, DraftArea? Area);

/// <summary>A rectangle in shares of the picture's width and height.</summary>
public sealed record DraftArea(double Left, double Top, double Width, double Height);
