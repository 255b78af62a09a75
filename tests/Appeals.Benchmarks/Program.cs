using System.Globalization;
using Appeals.Benchmarks;
using Appeals.Benchmarks.Pages;
using Appeals.Benchmarks.Signals;
using Appeals.Benchmarks.Speed;
using BenchmarkDotNet.Running;

return args switch
{
    ["upload", ..] => await UploadBenchmark.RunAsync(),
    ["load"] => await new LoadBenchmark().RunAsync(),
    ["load", var uploads, var megabytes] => await new LoadBenchmark(int.Parse(uploads, CultureInfo.InvariantCulture), int.Parse(megabytes, CultureInfo.InvariantCulture)).RunAsync(),
    ["signals"] => SignalsTable.Run(),
    ["signals", var path] => SignalsTable.Run(path),
    ["speed", var file] => SpeedTable.Run(file),
    ["speed-work", var kind, var file, var threads] => SpeedWork.Run(kind, file, int.Parse(threads, CultureInfo.InvariantCulture)),
    ["pages"] => await PagesBenchmark.RunAsync(),
    ["start"] => await StartBenchmark.RunAsync(),
    ["plain", var address] => await PlainPage.ServeAsync(address),
    _ => Micro(args),
};

static int Micro(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(UploadBenchmark).Assembly).Run(arguments);
    return 0;
}
