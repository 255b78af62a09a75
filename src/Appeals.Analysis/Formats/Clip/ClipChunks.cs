using System.Text;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>
/// The chunks of the file, each <c>CHNK</c>, four letters, a length of eight bytes: <c>Exta</c> holds data under a name that the database refers to,
/// <c>SQLi</c> the database. Only where they lie is read.
/// </summary>
internal sealed class ClipChunks
{
    public const string Section = "Clip Studio chunks";
    private const int HeadLength = 24, ChunkHead = 16, MaxName = 64;

    private readonly Dictionary<string, (long Offset, long Length)> _data = new(StringComparer.Ordinal);

    private ClipChunks(ByteReader reader) => Reader = reader;

    public ByteReader Reader { get; }
    public (long Offset, long Length) Database { get; private set; }

    public (long Offset, long Length)? Find(string name) => _data.TryGetValue(name, out var place) ? place : null;

    /// <exception cref="SourceFileException">There is no database, or the chunks make no sense.</exception>
    public static ClipChunks Read(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var reader = new ByteReader(stream) { Section = Section };
        var chunks = new ClipChunks(reader);
        reader.Skip(16);
        var first = reader.U64();
        if (first < HeadLength || first > (ulong)reader.Length) throw reader.Malformed(Words.BadHeader);
        reader.Position = (long)first;
        for (var count = 0; reader.Left >= ChunkHead; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (count > limits.MaxMetadataParts) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, reader.Position, Section);
            if (reader.Key() != "CHNK") throw reader.Malformed(Words.Damaged);
            var kind = reader.Key();
            var length = reader.Size(wide: true, reader.Left);
            var next = reader.Position + length;
            if (kind == "Exta") chunks.AddData(next);
            else if (kind == "SQLi") chunks.Database = (reader.Position, length);
            reader.Position = next;
        }
        return chunks.Database.Length > 0 ? chunks : throw reader.Truncated();
    }

    /// <summary>A name that stands twice keeps its first place.</summary>
    private void AddData(long end)
    {
        if (end - Reader.Position < 16) return;
        var name = Reader.U64();
        if (name is 0 or > MaxName || Reader.Position + (long)name + 8 > end) return;
        var text = Encoding.ASCII.GetString(Reader.Bytes((long)name));
        var length = Reader.U64();
        if (length <= (ulong)(end - Reader.Position)) _data.TryAdd(text, (Reader.Position, (long)length));
    }
}
