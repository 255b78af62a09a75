using Appeals.Benchmarks;
using Appeals.Benchmarks.Pages;
using BenchmarkDotNet.Running;

return args switch
{
    ["upload", ..] => await UploadBenchmark.RunAsync(),
    ["pages"] => await PagesBenchmark.RunAsync(),
    ["plain", var address] => await PlainPage.ServeAsync(address),
    _ => Micro(args),
};

static int Micro(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(UploadBenchmark).Assembly).Run(arguments);
    return 0;
}
