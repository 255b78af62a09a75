using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>A file, or a part of it, cannot be read. The only exception (besides cancellation) that leaves a reader for reasons of the file.</summary>
/// <param name="code">What is wrong with it.</param>
/// <param name="wording">A plain sentence in both languages, without anything taken from the file.</param>
/// <param name="offset">Byte offset in the file, where known.</param>
/// <param name="section">The section of the format.</param>
public sealed class SourceFileException(ProblemCode code, Wording wording, long? offset = null, string? section = null, Exception? inner = null)
    : Exception(wording.En, inner)
{
    public ProblemCode Code { get; } = code;
    public Wording Wording { get; } = wording;
    public long? Offset { get; } = offset;
    public string? Section { get; } = section;

    public Problem ToProblem(string? layer = null) => new(Code, Wording, Layer: layer, Offset: Offset, Section: Section);
}
