using System.Security.Claims;
using Appeals.Core.People;

namespace Appeals.Web.Api;

/// <summary>What a valid key says about its caller.</summary>
internal static class PlatformClaims
{
    public const string Key = "key";

    public static Guid PlatformOf(this ClaimsPrincipal caller) =>
        Guid.Parse(caller.FindFirstValue(ActorClaims.Platform) ?? throw new InvalidOperationException("Only a platform's key may come here."));
}
