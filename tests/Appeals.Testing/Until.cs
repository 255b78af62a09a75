using System.Diagnostics;

namespace Appeals.Testing;

/// <summary>Waits for another process, the only thing that a moved clock cannot bring about.</summary>
public static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (watch.Elapsed > limit) throw new TimeoutException(otherwise());
            await timer.WaitForNextTickAsync();
        }
    }
}
