using Appeals.Core.Data;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Appeals.Web.Features.Live;

/// <summary>Tells open pages that something changed; they read the thing itself anew.</summary>
[Authorize(Policies.SignedIn)]
public sealed class LiveController(LiveAccess access, LiveStream stream, TimeProvider time) : Controller
{
    [HttpGet("/live/appeals/{reference}")]
    public async Task<IActionResult> Appeal(string reference, CancellationToken cancellation) =>
        await access.ToAppealAsync(User, reference, cancellation) is { } audience ? await StreamAsync(audience) : NotFound();

    [HttpGet("/live/mine")]
    public Task<IActionResult> Mine() => StreamAsync(access.ToMine(User));

    private async Task<IActionResult> StreamAsync(LiveAudience audience)
    {
        await stream.WriteAsync(HttpContext, audience, time.Now());
        return new EmptyResult();
    }
}
