using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Appeals.Core.People;

/// <summary>Writes the claims that <see cref="ActorClaims"/> reads. The name is the one shown to people, not the one signed in with.</summary>
public sealed class PersonClaims(UserManager<Person> people, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person, IdentityRole<Guid>>(people, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.RemoveClaim(identity.FindFirst(identity.NameClaimType));
        identity.AddClaim(new Claim(identity.NameClaimType, user.DisplayName));
        identity.AddClaim(new Claim(ActorClaims.Language, user.Language));
        identity.AddClaim(new Claim(ActorClaims.Zone, user.TimeZone));
        if (user.PlatformId is { } platform) identity.AddClaim(new Claim(ActorClaims.Platform, platform.ToString()));
        return identity;
    }
}
