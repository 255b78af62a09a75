using System.ComponentModel;
using System.Diagnostics;
using Appeals.Analysis.Reports;

namespace Appeals.Core.Analysing;

/// <summary>Kills a child that takes too long or too much memory, and any child when it is no longer wanted.</summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Process _child;
    private readonly AnalysingOptions _limits;
    private readonly CancellationTokenSource _killed = new();
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _unwanted;
    private readonly Task _watching;
    private readonly long _started = Stopwatch.GetTimestamp();

    public Watchdog(Process child, AnalysingOptions limits, CancellationToken unwanted)
    {
        _child = child;
        _limits = limits;
        _unwanted = unwanted.Register(Kill);
        _watching = WatchAsync();
    }

    /// <summary>Why it was killed; null if it was not by a limit.</summary>
    public ProblemCode? Verdict { get; private set; }

    /// <summary>Fires once the child is dead by our hand.</summary>
    public CancellationToken Killed => _killed.Token;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>A child that has closed its output is given a moment to end by itself, then killed.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var moment = new CancellationTokenSource(Moment);
        try
        {
            await _child.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _child.WaitForExitAsync(CancellationToken.None);
        }
        return _child.ExitCode;
    }

    public void Kill()
    {
        End(andItsOwn: true);
        _killed.Cancel();
    }

    /// <summary>When this returns the child is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _unwanted.DisposeAsync();
        await _over.CancelAsync();
        await _watching;
        // looking for children of its own means reading the whole process table, which a child that did its work is not worth
        End(andItsOwn: false);
        await _child.WaitForExitAsync(CancellationToken.None);
        _over.Dispose();
        _killed.Dispose();
    }

    private void End(bool andItsOwn)
    {
        try
        {
            _child.Kill(andItsOwn);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // it ended by itself in the same moment
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                if (Judge() is not { } verdict) continue;
                Verdict = verdict;
                Kill();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // the child has done its work
        }
    }

    private ProblemCode? Judge()
    {
        if (Elapsed > _limits.TimeLimit) return ProblemCode.OutOfTime;
        return ResidentBytes() > _limits.MemoryMegabytes * 1024L * 1024 ? ProblemCode.OutOfMemory : null;
    }

    private long ResidentBytes()
    {
        try
        {
            _child.Refresh();
            return _child.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // it ended by itself in the same moment
            return 0;
        }
    }
}
