namespace Appeals.Core.Evidence;

/// <summary>A reduced picture that an analysis run sent back; see <c>PreviewNames</c> for its name.</summary>
public sealed class Preview
{
    public const int NameLength = 200;

    public Guid Id { get; init; }
    public Guid AnalysisRunId { get; init; }
    public required string Name { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public Guid StoredFileId { get; init; }
    public StoredFile StoredFile { get; init; } = null!;
}
