using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Core.Scheduling;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Api;

/// <summary>One PUT of a work, from the bytes on the wire to the row.</summary>
public sealed class WorkEntrance(WorkUpload upload, WorkService works, Nudge nudge, TimeProvider time, IServiceProvider services)
{
    /// <returns>Whether the work is new, and which of its labels was meant.</returns>
    /// <exception cref="RefusedException">Nothing was changed.</exception>
    public async Task<(bool Created, DateTime AppliedAt)> TakeAsync(Guid platformId, string externalId, HttpRequest request, CancellationToken cancellation)
    {
        var sent = await upload.ReadAsync(request, cancellation);
        var taken = false;
        try
        {
            var checks = Checks();
            var work = checks.Check(externalId, sent.Work);
            if (checks.Errors.Count > 0) throw new RefusedException(ApiProblem.Invalid, checks.Errors);
            var result = await works.PutAsync(platformId, work, sent.Picture, cancellation);
            taken = result.PictureTaken;
            Demand(result.Outcome, checks);
            if (taken) await nudge.WakeAsync<AnalysisJob>(CancellationToken.None);
            return (result.Outcome == PutOutcome.Created, work.Label.AppliedAt);
        }
        finally
        {
            if (!taken) upload.Discard(sent.Picture);
        }
    }

    private WorkChecks Checks() => new(
        services.GetRequiredService<IStringLocalizer<ApiText>>(), time.Now() + services.GetRequiredService<IOptions<ApiOptions>>().Value.ClockSkew);

    private static void Demand(PutOutcome outcome, WorkChecks checks)
    {
        if (outcome == PutOutcome.LabelFixed) throw new RefusedException(ApiProblem.LabelFixed);
        if (outcome != PutOutcome.PictureMissing) return;
        checks.Fail("picture", "Missing");
        throw new RefusedException(ApiProblem.Invalid, checks.Errors);
    }
}
