using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Reading;

/// <summary>What a wrapped file is as it is unwrapped: all of it in memory, within a limit.</summary>
/// <param name="most">Bytes that it may have.</param>
internal sealed class UnwrappedBytes(long most, CancellationToken cancellationToken)
{
    /// <summary>What problems call it.</summary>
    public const string Section = "wrapped file";
    private byte[] _bytes = [];

    public byte[] Array => _bytes;
    public int Length { get; private set; }

    /// <summary>Makes room behind what is there.</summary>
    /// <exception cref="SourceFileException">It would be more than is allowed.</exception>
    public Span<byte> Reserve(int count)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Length + (long)count > Math.Min(most, System.Array.MaxLength)) throw new SourceFileException(ProblemCode.LimitExceeded, Words.ArchiveBomb, section: Section);
        if (Length + count > _bytes.Length) System.Array.Resize(ref _bytes, (int)Math.Min(System.Array.MaxLength, Math.Max(Length + (long)count, _bytes.Length * 2L)));
        return _bytes.AsSpan(Length, count);
    }

    /// <summary>Counts what was written into the room.</summary>
    public void Advance(int count) => Length += count;

    public MemoryStream ToStream() => new(_bytes, 0, Length, writable: false);
}
