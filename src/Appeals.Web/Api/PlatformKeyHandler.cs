using System.Security.Claims;
using System.Text.Encodings.Web;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Web.Demo;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Api;

/// <summary><c>Authorization: Bearer KEY</c>.</summary>
internal sealed class PlatformKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ApiKeyService keys, DemoGate demo)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    private const string Bearer = "Bearer ";
    private const int LongestKey = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var key = header[Bearer.Length..].Trim();
        if (key.Length is 0 or > LongestKey) return AuthenticateResult.Fail("no such key");
        var holder = await keys.FindAsync(key, Context.RequestAborted);
        if (holder is null || (holder.KeyName == DemoGate.KeyName && !demo.IsOpenTo(Context))) return AuthenticateResult.Fail("no such key");
        var identity = new ClaimsIdentity(
            [new Claim(ActorClaims.Platform, holder.PlatformId.ToString()), new Claim(PlatformClaims.Key, holder.KeyId.ToString())], Policies.PlatformKeyScheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Policies.PlatformKeyScheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }
}
