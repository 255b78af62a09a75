using System.Security.Claims;

namespace Appeals.Web.Api;

/// <summary>What a valid key says about its caller.</summary>
internal static class PlatformClaims
{
    public const string Platform = "platform";
    public const string Key = "key";

    public static Guid PlatformOf(this ClaimsPrincipal caller) =>
        Guid.Parse(caller.FindFirstValue(Platform) ?? throw new InvalidOperationException("Only a platform's key may come here."));
}
