using Appeals.Core.Platforms;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Appeals.Web.Api;

[Authorize(Policies.PlatformApi), EnableRateLimiting(RateLimits.Api), IgnoreAntiforgeryToken]
[ApiController, TypeFilter<ApiProblemFilter>, Tags("Works")]
public sealed class WorksController(PlatformQueries queries) : ControllerBase
{
    private const string Prefix = "/api/v1/works/";

    [HttpPut(Prefix + "{**externalId}"), EndpointName("PutWork"), ReadsBodyItself]
    [EndpointSummary("Publishes a work's label, so that its creator can contest it.")]
    [EndpointDescription("Idempotent: the same call twice changes nothing. The picture may be left out once the work is known.")]
    [ProducesResponseType<WorkAnswer>(200), ProducesResponseType<WorkAnswer>(201), ProblemResponses(400, 401, 409, 413, 415, 429)]
    public async Task<IActionResult> Put(
        string externalId, [FromServices] WorkEntrance entrance, CancellationToken cancellation)
    {
        var id = ExternalId.Of(Request, Prefix, externalId);
        var (created, appliedAt) = await entrance.TakeAsync(User.PlatformOf(), id, Request, cancellation);
        var standing = await queries.FindLabelAsync(User.PlatformOf(), id, appliedAt, cancellation);
        return new JsonResult(WorkAnswer.Of(standing!), ApiJson.Answers) { StatusCode = created ? 201 : 200 };
    }

    [HttpGet(Prefix + "{**externalId}"), EndpointName("GetWork")]
    [EndpointSummary("How the newest label of a work stands.")]
    [ProducesResponseType<WorkAnswer>(200), ProblemResponses(401, 404, 429)]
    public async Task<IActionResult> Get(string externalId, CancellationToken cancellation)
    {
        var id = ExternalId.Of(Request, Prefix, externalId);
        var standing = await queries.FindLabelAsync(User.PlatformOf(), id, appliedAt: null, cancellation);
        return standing is null ? throw new ApiProblemException("not-found") : new JsonResult(WorkAnswer.Of(standing), ApiJson.Answers);
    }
}
