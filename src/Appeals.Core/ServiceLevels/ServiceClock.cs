using Appeals.Core.Data;
using Microsoft.Extensions.Options;

namespace Appeals.Core.ServiceLevels;

/// <summary>Now, and what follows from it under the service levels in force.</summary>
public sealed class ServiceClock(TimeProvider time, IOptions<ServiceLevelOptions> options)
{
    public DateTime Now => time.Now();
    public DecisionTarget Target => options.Value.Target;
    public DateTime ClaimUntil => Now + options.Value.Claim;
    public DateTime UndoUntil => Now + options.Value.Undo;

    public Guid NewId() => time.NewId();
}
