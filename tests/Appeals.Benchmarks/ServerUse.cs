using System.Diagnostics;
using System.Globalization;

namespace Appeals.Benchmarks;

/// <summary>What a server's process takes of the machine, as Linux tells it.</summary>
internal sealed class ServerUse(int processId)
{
    /// <summary>Bytes that lie in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{processId}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
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
}
