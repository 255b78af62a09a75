using System.Collections.Concurrent;

namespace Appeals.Web.Tests.Nodes;

/// <summary>What creators were told is safe.</summary>
internal sealed class CampaignRecord
{
    private int _resumed;

    public ConcurrentBag<string> Works { get; } = [];
    public ConcurrentBag<string> Appeals { get; } = [];
    public ConcurrentBag<(string Appeal, string Name, byte[] Sha256, bool Late)> Files { get; } = [];

    /// <summary>Message-IDs that the relay took.</summary>
    public ConcurrentBag<string> Mails { get; } = [];

    /// <summary>How often an upload went on after its line or its node had broken.</summary>
    public int Resumed => _resumed;

    public void Resume() => Interlocked.Increment(ref _resumed);
}
