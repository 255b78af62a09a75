using System.Diagnostics;
using System.Globalization;

namespace Appeals.Benchmarks;

/// <summary>What a server's process takes of the machine, as Linux tells it.</summary>
internal sealed class ServerUse(int processId)
{
    private const double Idle = 0.05;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that lie in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{processId}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>The processes that it has started and that still run.</summary>
    public IReadOnlyList<int> Children
    {
        get
        {
            try
            {
                return [.. Directory.EnumerateDirectories($"/proc/{processId}/task").SelectMany(static thread => File.ReadAllText(Path.Combine(thread, "children"))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(static id => int.Parse(id, CultureInfo.InvariantCulture))];
            }
            catch (IOException)
            {
                // a thread ended meanwhile
                return [];
            }
        }
    }

    /// <summary>Processor time until now, of all its threads.</summary>
    public TimeSpan Busy
    {
        get
        {
            using var process = Process.GetProcessById(processId);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Returns when the server has compiled what a start and the first requests made it compile.</summary>
    public async Task SettleAsync()
    {
        var (watch, window) = (Stopwatch.StartNew(), TimeSpan.FromSeconds(1));
        using var timer = new PeriodicTimer(window);
        for (var busy = Busy; await timer.WaitForNextTickAsync() && watch.Elapsed < Longest; busy = Busy)
            if (Busy - busy < window * Idle) return;
    }
}
