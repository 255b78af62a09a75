using System.Globalization;
using Appeals.Core.Analysing;
using Appeals.Core.Evidence;
using Appeals.Core.People;
using Appeals.Core.Scheduling;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Uploads;

/// <summary>Resumable upload: tus 1.0 with creation, checksum, expiration and termination (https://tus.io/protocols/resumable-upload).</summary>
[ApiController, Route("/uploads"), Authorize(Policies.Creator), IgnoreAntiforgeryToken, SkipStatusCodePages, TypeFilter<TusProtocol>]
public sealed class UploadsController(UploadService uploads, UploadWriter writer, UploadQueries queries, Nudge nudge, IOptions<EvidenceOptions> limits, IHostApplicationLifetime lifetime) : ControllerBase
{
    [HttpOptions]
    public IActionResult Describe()
    {
        Response.Headers["Tus-Version"] = TusProtocol.Version;
        Response.Headers["Tus-Extension"] = "creation,checksum,expiration,termination";
        Response.Headers["Tus-Max-Size"] = limits.Value.MaxFileLength.ToString(CultureInfo.InvariantCulture);
        Response.Headers["Tus-Checksum-Algorithm"] = UploadChecksum.Algorithms;
        return NoContent();
    }

    [HttpPost]
    public async Task<IActionResult> CreateAsync(CancellationToken cancellation)
    {
        var length = TusHeaders.ReadLength(Request);
        var metadata = TusHeaders.ReadMetadata(Request);
        if (!metadata.TryGetValue("appeal", out var appeal)) throw new TusHeaderException(TusHeaderProblem.Metadata);
        var upload = await uploads.CreateAsync(User.PersonId(), appeal, metadata.GetValueOrDefault("filename"), length, cancellation);
        TusHeaders.Write(Response, upload);
        return Created(new Uri($"{Request.PathBase}/uploads/{upload.Id:N}", UriKind.Relative), value: null);
    }

    [HttpHead("{id:guid}")]
    public async Task<IActionResult> FindAsync(Guid id, CancellationToken cancellation)
    {
        var upload = await writer.CatchUpAsync(await uploads.FindAsync(User.PersonId(), id, cancellation), cancellation);
        TusHeaders.Write(Response, upload);
        Response.Headers[TusHeaders.Length] = upload.Length.ToString(CultureInfo.InvariantCulture);
        return Ok();
    }

    [HttpPatch("{id:guid}"), DisableRequestSizeLimit]
    public async Task<IActionResult> AppendAsync(Guid id, CancellationToken cancellation)
    {
        var upload = await uploads.FindAsync(User.PersonId(), id, cancellation);
        var (offset, checksum) = (TusHeaders.ReadOffset(Request), TusHeaders.ReadChecksum(Request));
        await uploads.DemandOpenAsync(upload, cancellation);
        if (Request.ContentLength > upload.Length - offset) throw new UploadRefusedException(UploadRefusal.LongerThanAnnounced);
        // a process that stops keeps what came, and its browser goes on with another
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        upload = await writer.AppendAsync(id, offset, checksum, Request.Body, stop.Token);
        if (upload.EvidenceFileId is not null) await nudge.WakeAsync<AnalysisJob>(CancellationToken.None);
        TusHeaders.Write(Response, upload);
        return NoContent();
    }

    [HttpDelete("{id:guid}")]
    public async Task<IActionResult> RemoveAsync(Guid id, CancellationToken cancellation)
    {
        await uploads.RemoveAsync(User.PersonId(), id, cancellation);
        return NoContent();
    }

    /// <summary>What the page shows of it.</summary>
    [HttpGet("{id:guid}")]
    public async Task<ActionResult<UploadRow>> ReadAsync(Guid id, CancellationToken cancellation) =>
        await queries.FindAsync(User.PersonId(), id, cancellation) ?? throw new UploadRefusedException(UploadRefusal.NotFound);
}
