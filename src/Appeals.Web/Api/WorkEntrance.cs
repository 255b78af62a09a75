using Appeals.Core.Analysing;
using Appeals.Core.Platforms;
using Appeals.Core.Scheduling;

namespace Appeals.Web.Api;

/// <summary>One PUT of a work, from the bytes on the wire to the row.</summary>
public sealed class WorkEntrance(WorkUpload upload, WorkService works, WorkChecks checks, Nudge nudge)
{
    /// <returns>Whether the work is new, and which of its labels was meant.</returns>
    /// <exception cref="ApiProblemException">Nothing was changed.</exception>
    public async Task<(bool Created, DateTime AppliedAt)> TakeAsync(Guid platformId, string externalId, HttpRequest request, CancellationToken cancellation)
    {
        var sent = await upload.ReadAsync(request, cancellation);
        var keep = false;
        try
        {
            var work = checks.Check(externalId, sent.Work);
            checks.DemandNone();
            // should this fail, its commit may have been done all the same: the sweep finds out
            keep = true;
            var result = await works.PutAsync(platformId, work, sent.Picture, cancellation);
            keep = result.PictureTaken;
            if (result.Outcome == PutOutcome.LabelFixed) throw new ApiProblemException(ApiProblem.LabelFixed);
            if (result.Outcome == PutOutcome.PictureMissing) checks.Fail("picture", "Missing");
            checks.DemandNone();
            if (keep) await nudge.WakeAsync<AnalysisJob>(CancellationToken.None);
            return (result.Outcome == PutOutcome.Created, work.Label.AppliedAt);
        }
        finally
        {
            if (!keep) await upload.DiscardAsync(sent.Picture);
        }
    }
}
