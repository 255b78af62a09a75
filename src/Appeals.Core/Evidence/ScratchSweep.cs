using Microsoft.Extensions.Hosting;

namespace Appeals.Core.Evidence;

/// <summary>Removes at start what dead processes left on this machine.</summary>
internal sealed class ScratchSweep(EvidenceStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        storage.Tidy();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
