using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using Appeals.Analysis.Pixels;
using Appeals.Evaluation;
using Appeals.Evaluation.Measuring;
using Appeals.Evaluation.Publishing;

var seeds = new Option<string>("--seeds") { Description = "First and last seed.", HelpName = "FROM-TO", DefaultValueFactory = static _ => "1-5" };
var kinds = new Option<string[]>("--kind") { Description = "Only these kinds; the beginning of a name is enough.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
var without = new Option<string[]>("--without") { Description = "Leaves kinds out, as when a rule is tuned on the others.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
var transform = new Option<string?>("--transform") { Description = $"How all are published: {string.Join(", ", Publication.Transforms)}. By the seed if not given.", HelpName = "NAME" };
var threads = new Option<int>("--threads") { Description = "Files examined at a time.", HelpName = "N", DefaultValueFactory = static _ => 1 };
var values = new Option<FileInfo?>("--values") { Description = "Writes all findings' values as JSON lines.", HelpName = "FILE" };
var tuning = new Option<FileInfo?>("--tuning") { Description = "Values of tuning seeds, on which the rule is set anew without each kind; by default this run's own.", HelpName = "FILE" };
var keep = new Option<DirectoryInfo?>("--keep") { Description = "Writes the files themselves.", HelpName = "DIR" };
var command = new RootCommand("Paints and forges layered files, examines them, and prints how well the two are told apart.") { seeds, kinds, without, transform, threads, values, tuning, keep };
command.SetAction((parsed, cancellation) => Task.FromResult(Evaluate(parsed, cancellation)));
var others = new Option<int>("--others") { Description = "Pairs of different works to compare.", HelpName = "N", DefaultValueFactory = static _ => 40 };
var match = new Command("match", "Tries only the match, with pictures published in every way.") { seeds, kinds, without, transform, others };
match.SetAction((parsed, cancellation) => Task.FromResult(new MatchTrial(Console.Out, cancellation).Run(Chosen(parsed), Seeds(parsed), parsed.GetValue(transform), parsed.GetValue(others)) ? 0 : 1));
command.Add(match);
return command.Parse(args).Invoke();

List<Kind> Chosen(ParseResult parsed)
{
    var (only, left) = (parsed.GetValue(kinds) ?? [], parsed.GetValue(without) ?? []);
    return [.. Kind.All.Where(kind => (only.Length == 0 || only.Any(n => kind.Name.StartsWith(n, StringComparison.Ordinal))) && !left.Contains(kind.Name))];
}

IEnumerable<int> Seeds(ParseResult parsed)
{
    var bounds = parsed.GetRequiredValue(seeds).Split('-').Select(static part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
    return Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1);
}

int Evaluate(ParseResult parsed, CancellationToken cancellation)
{
    var chosen = Chosen(parsed);
    var work = Seeds(parsed).SelectMany(seed => chosen.Select(kind => (kind, seed))).ToList();
    var outcomes = new ConcurrentBag<Outcome>();
    var painting = TimeSpan.Zero;
    Parallel.ForEach(work, new() { MaxDegreeOfParallelism = parsed.GetValue(threads), CancellationToken = cancellation }, item =>
    {
        var before = Environment.CpuUsage.UserTime;
        var sample = item.kind.Make(item.seed, parsed.GetValue(transform));
        lock (outcomes) painting += Environment.CpuUsage.UserTime - before;
        if (parsed.GetValue(keep) is { } folder) Keep(sample, folder);
        // the pictures are not needed any more
        outcomes.Add(Outcome.Of(sample, cancellation).WithoutPictures());
        Console.Error.Write($"\r{outcomes.Count} of {work.Count} ");
    });
    Console.Error.WriteLine();
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.UserTime.TotalSeconds:0} s of processor time, {painting.TotalSeconds:0} s of it painting (with one thread)"));
    var ordered = outcomes.OrderBy(o => chosen.IndexOf(o.Kind)).ThenBy(static o => o.Sample.Seed).ToList();
    if (parsed.GetValue(values) is { } file) File.WriteAllLines(file.FullName, ordered.Select(ValuesFile.LineOf));
    Table.Write(Console.Out, ordered);
    List<Scored> judged = [.. ordered.Select(Scored.Of)];
    LeftOut.Write(Console.Out, parsed.GetValue(tuning) is { } tuned ? [.. File.ReadLines(tuned.FullName).Select(ValuesFile.Read)] : judged, judged);
    var lines = Line.Judge(ordered);
    foreach (var line in lines) Console.Out.WriteLine($"{(line.Holds ? "holds" : "FAILS")}  {line.Name} ({line.Said})");
    return lines.All(static l => l.Holds) ? 0 : 1;
}

static void Keep(Sample sample, DirectoryInfo folder)
{
    folder.Create();
    var name = Path.Combine(folder.FullName, $"{sample.Kind.Name}-{sample.Seed}");
    File.WriteAllBytes(name + (sample.Source[0] == (byte)'8' ? ".psd" : sample.Source[0] == (byte)'P' ? ".ora" : ".png"), sample.Source);
    File.WriteAllBytes(name + "-published" + (sample.Published.Transform == "none" ? ".png" : ".jpg"), sample.Published.Bytes);
    File.WriteAllBytes(name + "-flat.jpg", ImageCodec.EncodeJpeg(sample.Flat, 90));
}
