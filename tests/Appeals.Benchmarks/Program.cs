using Appeals.Benchmarks;
using BenchmarkDotNet.Running;

return args switch
{
    ["upload", ..] => await UploadBenchmark.RunAsync(),
    _ => Micro(args),
};

static int Micro(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(UploadBenchmark).Assembly).Run(arguments);
    return 0;
}
