using System.Globalization;

namespace Appeals.Benchmarks.Signals;

/// <summary>
/// <c>signals</c>: what each step of a report takes, and how that grows with pixels and with layers. The study serves hidden paint, partition, verbatim, copies,
/// strokes, stages and dominance at once; signals that only read what was measured take no time.
/// </summary>
internal static class SignalsTable
{
    private const int Runs = 5;
    private static readonly (int Width, int Height, int Layers)[] Files =
        [(750, 1000, 12), (1500, 2000, 12), (3000, 4000, 12), (1500, 2000, 24), (1500, 2000, 48), (1500, 2000, 96)];

    private static readonly (string Step, string Serves)[] Steps =
    [
        ("layers", "decoding each layer and making it smaller"), ("composite", "drawing them"), ("published", "reading the published picture"), ("match", "match"),
        ("contribution", "contribution"), ("study", "hidden paint, partition, verbatim, copies, strokes, stages, dominance"), ("aiShare", "AI share"),
        ("stored", "stored picture"), ("markers", "markers"), ("hashes", "reuse"),
    ];

    public static int Run() =>
        Print([.. Files.Select(static f => string.Create(CultureInfo.InvariantCulture, $"{f.Width * (double)f.Height / 1e6:0.0#} Mpx, {f.Layers} layers"))],
            Files.Select(static f => ExaminedFile.Painted(f.Width, f.Height, f.Layers)));

    /// <summary>Of one file, published as what its layers make.</summary>
    public static int Run(string path) => Print([Path.GetFileName(path)], [ExaminedFile.Of(() => File.OpenRead(path), [])]);

    private static int Print(IReadOnlyList<string> names, IEnumerable<ExaminedFile> files)
    {
        // compiled first
        Measure(ExaminedFile.Painted(750, 1000, 12));
        var measured = files.Select(Measure).ToList();
        Console.WriteLine($"| ms | {string.Join(" | ", names)} | for |");
        Console.WriteLine($"|---|{string.Concat(names.Select(static _ => "--:|"))}---|");
        foreach (var (step, serves) in Steps) Row(step, serves, measured.Select(m => m.GetValueOrDefault(step)));
        Row("all", "", measured.Select(static m => m.Values.Sum()));
        return 0;
    }

    private static void Row(string step, string serves, IEnumerable<double> times) =>
        Console.WriteLine($"| {step} | {string.Join(" | ", times.Select(static t => t.ToString("0.0", CultureInfo.InvariantCulture)))} | {serves} |");

    /// <summary>Of each step the quickest run.</summary>
    private static Dictionary<string, double> Measure(ExaminedFile file)
    {
        var runs = Enumerable.Range(0, Runs).Select(_ => file.Examine().Timings).ToList();
        return runs[0].Keys.ToDictionary(static step => step, step => runs.Min(timings => timings[step]), StringComparer.Ordinal);
    }
}
