using System.Globalization;

namespace Appeals.Analysis.Tests.Corpus;

/// <summary>A folder of layered files with what they should give: MANIFEST.tsv, truth/FILE.png, truth/FILE.layers.json.</summary>
internal sealed class CorpusFolder(string path)
{
    /// <summary>Ours, committed, beside the tests.</summary>
    public static CorpusFolder Made { get; } = new(Path.Combine(Root, "tests", "Appeals.Analysis.Tests", "Corpus", "made"));
    /// <summary>Files of third parties, kept outside the repository; may be absent.</summary>
    public static CorpusFolder Dev { get; } = new(Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus", "dev")));

    /// <summary>Files of third parties with provenance markers, kept outside the repository; may be absent.</summary>
    public static string Markers { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus", "markers"));

    /// <summary>Whether tests that choose a few files are to take all of them: <c>APPEALS_CORPUS_ALL</c>.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("APPEALS_CORPUS_ALL") is { Length: > 0 };

    public bool Exists => Directory.Exists(path);

    public byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(path, name));

    public IReadOnlyList<CorpusFile> Files => [.. Rows().Select(row => new CorpusFile(path, row))];

    public IEnumerable<string> Malformed(string format) =>
        Directory.Exists(Path.Combine(path, "malformed", format)) ? Directory.EnumerateFiles(Path.Combine(path, "malformed", format)).Order(StringComparer.Ordinal) : [];

    private static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Appeals.sln"))) return folder.FullName;
            throw new DirectoryNotFoundException("Appeals.sln is in no folder above the tests.");
        }
    }

    private IEnumerable<Dictionary<string, string>> Rows()
    {
        var lines = File.ReadAllLines(Path.Combine(path, "MANIFEST.tsv"));
        var names = lines[0].Split('\t');
        return lines.Skip(1).Where(line => line.Length > 0).Select(line => names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }
}

/// <summary>One row of a manifest.</summary>
internal sealed class CorpusFile(string folder, IReadOnlyDictionary<string, string> row)
{
    private static readonly string[] Beyond = ["effects", "adjustment", "smart-object", "vector-mask", "text", "shape"];

    public string Name => row["path"];
    public string FullPath => Path.Combine(folder, Name);
    public string Format => Name[(Name.LastIndexOf('.') + 1)..];
    public string Folder => Name[..Math.Max(0, Name.IndexOf('/'))];
    public string Mode => row["mode_depth"];
    public string Features => row["features"];
    public int Width => int.Parse(row["width"], CultureInfo.InvariantCulture);
    public int Height => int.Parse(row["height"], CultureInfo.InvariantCulture);
    public string TruthKind => row.GetValueOrDefault("truth_kind", "exact");
    public bool HasTruth => row["truth_png"].Length > 0;
    /// <summary>The truth is what the file's own application made of it, and not a plate for programs that cannot do without.</summary>
    public bool IsComparable => TruthKind is "exact" or "stored";
    public string TruthPicture => Path.Combine(folder, row["truth_png"]);
    public string TruthLayers => Path.Combine(folder, row["truth_layers"]);

    /// <summary>A format that we read, a comparable truth, and nothing that only the application can render.</summary>
    public bool IsInScope => (Format is "psd" or "psb" or "ora" || (Format == "tif" && Name.Contains("37724", StringComparison.Ordinal))) && IsComparable && !Beyond.Any(Features.Contains);

    /// <summary>
    /// A merged image may have channels beyond its colours that are no transparency but saved selections or spot colours; resource 1053
    /// then lists an id other than 0 first. The tool that made the truth takes the first of them for alpha all the same.
    /// </summary>
    public bool TruthAlphaIsASelection
    {
        get
        {
            if (Format is not ("psd" or "psb")) return false;
            using var reader = new BinaryReader(Open());
            reader.BaseStream.Position = 26;
            reader.BaseStream.Seek(BigEndian(reader, 4), SeekOrigin.Current);
            var resources = reader.ReadBytes((int)BigEndian(reader, 4));
            var identifiers = resources.AsSpan().IndexOf("8BIM\u0004\u001D\0\0\0\0\0"u8);
            return identifiers >= 0 && resources.AsSpan(identifiers + 12, 4).IndexOfAnyExcept((byte)0) >= 0;
        }
    }

    private static long BigEndian(BinaryReader reader, int bytes) => reader.ReadBytes(bytes).Aggregate(0L, (value, next) => value << 8 | next);

    public Stream Open() => File.OpenRead(FullPath);
}
