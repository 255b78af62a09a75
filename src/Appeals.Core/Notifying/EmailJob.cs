using Quartz;

namespace Appeals.Core.Notifying;

/// <summary>Sends waiting mails; nudged after a commit that wrote one.</summary>
public sealed class EmailJob(EmailDelivery delivery) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await delivery.SendDueAsync(cancellationToken);
}
