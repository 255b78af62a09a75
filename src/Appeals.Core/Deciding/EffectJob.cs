using Appeals.Core.Notifying;
using Appeals.Core.Scheduling;
using Quartz;

namespace Appeals.Core.Deciding;

/// <summary>Lets decisions take effect once they can no longer be undone.</summary>
public sealed class EffectJob(DecidingService deciding, Nudge nudge) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (await deciding.TakeEffectAsync(cancellationToken) > 0) await nudge.WakeAsync<EmailJob>(cancellationToken);
    }
}
