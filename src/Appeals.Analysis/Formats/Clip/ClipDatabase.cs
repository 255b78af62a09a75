using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using SQLitePCL;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>
/// The database in the file, from an unknown hand: opened from memory, read only, with neither triggers nor views nor anything the schema would call,
/// by fixed statements that name tables and columns of ours, and bounded in steps, rows and bytes.
/// </summary>
internal sealed class ClipDatabase : IDisposable
{
    public const string Section = "Clip Studio database";
    private const int StepsPerCall = 10_000, MaxValue = 2 * 1024 * 1024;

    private readonly sqlite3 _connection;
    // SQLite reads from it as long as it is open.
    private readonly byte[] _pages;
    private readonly ReadLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private long _calls;
    private long _bytes;

    static ClipDatabase() => Batteries_V2.Init();

    /// <param name="pages">Pinned.</param>
    private ClipDatabase(byte[] pages, ReadLimits limits, CancellationToken cancellationToken)
    {
        (_pages, _limits, _cancellationToken) = (pages, limits, cancellationToken);
        Check(raw.sqlite3_open_v2(":memory:", out _connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null));
    }

    /// <exception cref="SourceFileException">It is no database, damaged or too large.</exception>
    public static ClipDatabase Open(ByteReader reader, (long Offset, long Length) place, ReadLimits limits, CancellationToken cancellationToken)
    {
        if (place.Length > limits.MaxDatabaseLength) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, place.Offset, Section);
        if (place.Length < 512) throw Damaged();
        var pages = GC.AllocateUninitializedArray<byte>((int)place.Length, pinned: true);
        reader.Position = place.Offset;
        reader.ReadExactly(pages);
        // What says that a log lies beside the file would keep it from being opened.
        if (pages[18] == 2) pages[18] = 1;
        if (pages[19] == 2) pages[19] = 1;
        var database = new ClipDatabase(pages, limits, cancellationToken);
        try
        {
            database.Guard();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Guard()
    {
        Check(raw.sqlite3_deserialize(_connection, "main", System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_pages, 0), _pages.Length, _pages.Length, raw.SQLITE_DESERIALIZE_READONLY));
        foreach (var (option, value) in new[] { (raw.SQLITE_DBCONFIG_DEFENSIVE, 1), (raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), (raw.SQLITE_DBCONFIG_ENABLE_VIEW, 0), (raw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0) })
            Check(raw.sqlite3_db_config(_connection, option, value, out _));
        foreach (var (limit, value) in new[] { (raw.SQLITE_LIMIT_LENGTH, MaxValue), (raw.SQLITE_LIMIT_SQL_LENGTH, 256 * 1024), (raw.SQLITE_LIMIT_COLUMN, 1000), (raw.SQLITE_LIMIT_EXPR_DEPTH, 50), (raw.SQLITE_LIMIT_ATTACHED, 0), (raw.SQLITE_LIMIT_TRIGGER_DEPTH, 1), (raw.SQLITE_LIMIT_WORKER_THREADS, 0) })
            _ = raw.sqlite3_limit(_connection, limit, value);
        raw.sqlite3_progress_handler(_connection, StepsPerCall, _ => ++_calls * StepsPerCall > _limits.MaxDatabaseSteps || _cancellationToken.IsCancellationRequested ? 1 : 0, null);
        foreach (var pragma in new[] { "PRAGMA query_only=ON", "PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0", "PRAGMA temp_store=MEMORY" }) Rows(pragma, 1, 10);
    }

    /// <summary>
    /// Reads a table. A column that the file does not have is null in every row; so it is with one that is computed.
    /// </summary>
    /// <param name="table">One of our names, never one from the file.</param>
    /// <returns>Empty if there is no such table, or something else goes by its name.</returns>
    /// <exception cref="SourceFileException">The table is damaged or has more rows than are read.</exception>
    public IReadOnlyList<object?[]> Read(string table, int maxRows, params string[] columns)
    {
        if (!IsTable(table)) return [];
        var present = Rows($"PRAGMA table_info(\"{table}\")", 2, _limits.MaxMetadataParts).Select(row => row[1]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var list = string.Join(',', columns.Select(column => present.Contains(column) ? $"\"{column}\"" : "NULL"));
        return Rows($"SELECT {list} FROM \"{table}\"", columns.Length, maxRows);
    }

    public long Count(string table) => IsTable(table) && Rows($"SELECT count(*) FROM \"{table}\"", 1, 1) is [[long count]] ? count : 0;

    /// <summary>A virtual table has no page of its own.</summary>
    private bool IsTable(string name) => Rows($"SELECT rootpage FROM sqlite_schema WHERE name='{name}' AND type='table'", 1, 2) is [[> 0L]];

    private List<object?[]> Rows(string statement, int columns, int maxRows)
    {
        var rows = new List<object?[]>();
        Check(raw.sqlite3_prepare_v2(_connection, statement, out var prepared));
        using (prepared)
        {
            for (int result; (result = raw.sqlite3_step(prepared)) != raw.SQLITE_DONE;)
            {
                Check(result == raw.SQLITE_ROW ? raw.SQLITE_OK : result);
                if (rows.Count == maxRows) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, section: Section);
                var row = new object?[columns];
                for (var i = 0; i < columns && i < raw.sqlite3_column_count(prepared); i++) row[i] = Value(prepared, i);
                rows.Add(row);
            }
        }
        return rows;
    }

    private object? Value(sqlite3_stmt statement, int column)
    {
        var kind = raw.sqlite3_column_type(statement, column);
        if (kind == raw.SQLITE_INTEGER) return raw.sqlite3_column_int64(statement, column);
        if (kind == raw.SQLITE_FLOAT) return raw.sqlite3_column_double(statement, column);
        if (kind != raw.SQLITE_TEXT && kind != raw.SQLITE_BLOB) return null;
        _bytes += raw.sqlite3_column_bytes(statement, column);
        if (_bytes > _limits.MaxMetadataBytes) throw new SourceFileException(ProblemCode.LimitExceeded, Words.TooManyLayers, section: Section);
        return kind == raw.SQLITE_TEXT ? raw.sqlite3_column_text(statement, column).utf8_to_string() : raw.sqlite3_column_blob(statement, column).ToArray();
    }

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        _cancellationToken.ThrowIfCancellationRequested();
        throw result is raw.SQLITE_INTERRUPT or raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM ? new SourceFileException(ProblemCode.LimitExceeded, Words.BadStack, section: Section) : Damaged();
    }

    private static SourceFileException Damaged() => new(ProblemCode.Malformed, Words.BadStack, section: Section);

    public void Dispose()
    {
        _connection.Dispose();
        GC.KeepAlive(_pages);
    }
}
