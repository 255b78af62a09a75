using System.Security.Claims;

namespace Appeals.Core.People;

/// <summary>What the session cookie says about a person, beyond id, name and roles.</summary>
public static class ActorClaims
{
    public const string Platform = "platform";
    public const string Language = "language";
    public const string Zone = "zone";

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Actor ToActor(this ClaimsPrincipal user) => new(
        user.PersonId(),
        user.FindFirstValue(Platform) is { } platform ? Guid.Parse(platform) : null,
        user.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal));

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Guid PersonId(this ClaimsPrincipal user) =>
        Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));
}
