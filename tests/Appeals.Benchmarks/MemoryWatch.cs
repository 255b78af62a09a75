using System.Globalization;

namespace Appeals.Benchmarks;

/// <summary>The most memory that a server held, and that its children held together, as Linux tells it.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <returns>Resident bytes.</returns>
    public static async Task<(long Server, long Children)> RunAsync(int server, CancellationToken done)
    {
        var (most, mostOfChildren) = (0L, 0L);
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                most = Math.Max(most, ResidentOf(server));
                mostOfChildren = Math.Max(mostOfChildren, ChildrenOf(server).Sum(ResidentOf));
            }
        }
        catch (OperationCanceledException)
        {
            // enough was seen
        }
        return (most, mostOfChildren);
    }

    private static List<int> ChildrenOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children"))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // a thread ended meanwhile
            return [];
        }
    }

    private static long ResidentOf(int process)
    {
        try
        {
            return new ServerUse(process).ResidentBytes;
        }
        catch (Exception ended) when (ended is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}
