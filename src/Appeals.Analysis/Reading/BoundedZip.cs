using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Reading;

/// <summary>
/// A zip archive from an unknown hand (PKWARE APPNOTE, stored and deflated entries). Names are only ever compared, never used as paths.
/// Entries, their lengths and what they inflate to are bounded before memory is taken; what an entry claims of its length is not believed.
/// </summary>
internal sealed class BoundedZip
{
    private const string Section = "ZIP central directory";
    private const int EndLength = 22, EntryLength = 46, LocalLength = 30;

    private readonly ByteReader _reader;
    private readonly ReadLimits _limits;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _inflated;
    private double _claimed;

    private BoundedZip(ByteReader reader, ReadLimits limits) => (_reader, _limits) = (reader, limits);

    public IReadOnlyCollection<ZipEntry> Entries => _entries.Values;
    /// <summary>True if a name stands more than once; the first one counts.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>When the first and the last entry were written, where their times are set (1980 is what writers put that do not know); in an unknown zone.</summary>
    public void AddTimesTo(IDictionary<string, string> values)
    {
        var times = _entries.Values.Where(static e => e.ModifiedAt is { Year: > 1980 }).Select(static e => e.ModifiedAt!.Value).ToList();
        if (times.Count == 0) return;
        values["firstEntryTime"] = times.Min().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        values["lastEntryTime"] = times.Max().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    public ZipEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <exception cref="SourceFileException">Not an archive, damaged, or over a limit.</exception>
    public static BoundedZip Open(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        var zip = new BoundedZip(new ByteReader(stream) { Section = Section }, limits);
        var (offset, count) = zip.FindDirectory();
        zip.ReadDirectory(offset, count, cancellationToken);
        return zip;
    }

    /// <summary>The end record lies at the very end, before a comment of at most 65,535 bytes.</summary>
    private (long Offset, long Count) FindDirectory()
    {
        var length = (int)Math.Min(_reader.Length, EndLength + 65_535);
        var start = _reader.Length - length;
        _reader.Position = start;
        var tail = _reader.Bytes(length);
        for (var at = length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (!end.StartsWith("PK\u0005\u0006"u8)) continue;
            long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            return offset == uint.MaxValue || count == ushort.MaxValue ? FindWideDirectory(start + at) : (offset, count);
        }
        throw Damaged();
    }

    /// <summary>Zip64: a locator of 20 bytes before the end record says where the wide end record lies.</summary>
    private (long Offset, long Count) FindWideDirectory(long end)
    {
        if (end < 20) throw Damaged();
        _reader.Position = end - 20;
        var locator = _reader.Bytes(20);
        if (!locator.AsSpan().StartsWith("PK\u0006\u0007"u8)) throw Damaged();
        _reader.Position = Checked(BinaryPrimitives.ReadUInt64LittleEndian(locator.AsSpan(8)));
        var record = _reader.Bytes(56);
        if (!record.AsSpan().StartsWith("PK\u0006\u0006"u8)) throw Damaged();
        return (Checked(BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(48))), Checked(BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32))));
    }

    private void ReadDirectory(long offset, long count, CancellationToken cancellationToken)
    {
        if (count > _limits.MaxZipEntries) throw new SourceFileException(ProblemCode.LimitExceeded, Words.ArchiveTooManyEntries, offset, Section);
        _reader.Position = Checked((ulong)offset);
        for (var i = 0L; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = ReadEntry();
            HasDuplicates |= !_entries.TryAdd(entry.Name, entry);
            _claimed += entry.Length;
        }
    }

    private ZipEntry ReadEntry()
    {
        var head = _reader.Bytes(EntryLength);
        if (!head.AsSpan().StartsWith("PK\u0001\u0002"u8)) throw Damaged();
        int name = U16(head, 28), extra = U16(head, 30), comment = U16(head, 32);
        var text = Encoding.UTF8.GetString(_reader.Bytes(name));
        var wide = _reader.Bytes(extra);
        _reader.Skip(comment);
        var entry = new ZipEntry(text, U16(head, 10), (U16(head, 8) & 1) != 0, U32(head, 20), U32(head, 24), U32(head, 42), DosTime(U32(head, 12)));
        return entry.Packed == uint.MaxValue || entry.Length == uint.MaxValue || entry.Offset == uint.MaxValue ? Widen(entry, wide) : entry;
    }

    /// <summary>The extra field 1 holds, in this order, those of length, packed length and offset that do not fit into 32 bits.</summary>
    private ZipEntry Widen(ZipEntry entry, byte[] extra)
    {
        for (var at = 0; at + 4 <= extra.Length; at += 4 + U16(extra, at + 2))
        {
            if (U16(extra, at) != 1) continue;
            var values = new Queue<long>();
            for (var value = at + 4; value + 8 <= Math.Min(extra.Length, at + 4 + U16(extra, at + 2)); value += 8)
                values.Enqueue(Checked(BinaryPrimitives.ReadUInt64LittleEndian(extra.AsSpan(value))));
            long Next(long narrow) => narrow != uint.MaxValue ? narrow : values.TryDequeue(out var wide) ? wide : throw Damaged();
            return entry with { Length = Next(entry.Length), Packed = Next(entry.Packed), Offset = Next(entry.Offset) };
        }
        throw Damaged();
    }

    /// <summary>Reads the first bytes of an entry; fewer if it is shorter.</summary>
    public byte[] Peek(ZipEntry entry, int length)
    {
        var head = new byte[length];
        using var stream = Open(entry);
        var read = Inflate(stream, head);
        return head[..read];
    }

    /// <summary>All entries together inflate to no more than is allowed.</summary>
    public bool IsWithinLimits => _claimed <= _limits.MaxInflatedLength;

    /// <summary>Reads a whole entry. Threads may do that side by side.</summary>
    /// <param name="plausible">
    /// A length that needs no excuse. What an entry may have beyond it is one block, and then the ratio of inflated to packed bytes must be within limits.
    /// </param>
    public PooledBytes Read(ZipEntry entry, long plausible)
    {
        lock (_gate) return ReadAlone(entry, plausible);
    }

    private PooledBytes ReadAlone(ZipEntry entry, long plausible)
    {
        var suspicious = entry.Length > Math.Max(plausible, _limits.InflateRatioFrom) && entry.Length / Math.Max(1, entry.Packed) > _limits.MaxInflateRatio;
        // a few bytes cannot become many, whatever the entry says
        if (entry.Packed > _reader.Length - entry.Offset || entry.Length > Most(entry)) throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveDamaged, entry.Offset, "ZIP entry");
        if (_read.Add(entry.Name)) _inflated += entry.Length;
        if (suspicious || entry.Length > plausible + _limits.MaxBlockLength || entry.Length > _limits.MaxEntryLength || entry.Length > Array.MaxLength || _inflated > _limits.MaxInflatedLength)
            throw new SourceFileException(ProblemCode.LimitExceeded, Words.ArchiveBomb, entry.Offset, "ZIP entry");
        var bytes = new PooledBytes((int)entry.Length);
        try
        {
            using var stream = Open(entry);
            if (Inflate(stream, bytes.Span) == bytes.Length && Inflate(stream, stackalloc byte[1]) == 0) return bytes;
            throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveDamaged, entry.Offset, "ZIP entry");
        }
        catch (SourceFileException)
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Deflate makes at most 258 bytes of two bits.</summary>
    private static long Most(ZipEntry entry) => entry.Method == 8 ? (entry.Packed + 1) * 4 * 258 : entry.Packed;

    private static int Inflate(Stream stream, Span<byte> bytes)
    {
        try
        {
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (Inflation.IsDamage(exception))
        {
            throw new SourceFileException(ProblemCode.Malformed, Words.ArchiveDamaged, section: "ZIP entry", inner: exception);
        }
    }

    private Stream Open(ZipEntry entry)
    {
        _reader.Section = "ZIP entry";
        _reader.Position = Checked((ulong)entry.Offset);
        var head = _reader.Bytes(LocalLength);
        if (entry.IsEncrypted || !head.AsSpan().StartsWith("PK\u0003\u0004"u8)) throw Damaged();
        var start = entry.Offset + LocalLength + U16(head, 26) + U16(head, 28);
        if (start + entry.Packed > _reader.Length) throw _reader.Truncated();
        var packed = new SectionStream(_reader.Stream, start, entry.Packed);
        return entry.Method switch
        {
            0 => packed,
            8 => new DeflateStream(packed, CompressionMode.Decompress),
            _ => throw new SourceFileException(ProblemCode.Unsupported, Words.ArchiveDamaged, entry.Offset, "ZIP entry"),
        };
    }

    private static DateTime? DosTime(uint value)
    {
        int day = (int)(value >> 16 & 31), month = (int)(value >> 21 & 15), year = (int)(value >> 25) + 1980;
        int second = (int)(value & 31) * 2, minute = (int)(value >> 5 & 63), hour = (int)(value >> 11 & 31);
        var valid = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        return valid ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) : null;
    }

    private long Checked(ulong position) => position <= (ulong)_reader.Length ? (long)position : throw Damaged();
    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
    private SourceFileException Damaged() => _reader.Malformed(Words.ArchiveDamaged);
}

/// <summary>An entry as the directory describes it. <see cref="ModifiedAt"/> is in an unknown zone, to two seconds.</summary>
internal sealed record ZipEntry(string Name, int Method, bool IsEncrypted, long Packed, long Length, long Offset, DateTime? ModifiedAt);
