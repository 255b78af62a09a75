using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Appeals.Core.People;

public enum SignInOutcome
{
    SignedIn = 1,
    /// <summary>Unknown address, wrong password or closed for a while: which one is not said.</summary>
    Refused = 2,
    /// <summary>The password was right, but the address was never confirmed.</summary>
    AddressNotConfirmed = 3,
    /// <summary>The password was right; now the code of the second factor.</summary>
    CodeNeeded = 4,
}

/// <summary>Checks passwords so that neither the answer nor its time tells whether an account exists.</summary>
public sealed class SignInService(UserManager<Person> people, SignInManager<Person> signIn, SecondFactorService secondFactors, IOptions<PeopleOptions> options, TimeProvider time)
{
    private static readonly Person Nobody = new() { DisplayName = "", Language = "en", TimeZone = "UTC" };
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Person>().HashPassword(Nobody, Guid.CreateVersion7().ToString()));

    public async Task<(SignInOutcome Outcome, Person? Person)> SignInAsync(string email, string password)
    {
        var person = await people.FindByEmailAsync(email);
        if (person?.PasswordHash is null || person.LockoutEnd > time.GetUtcNow())
        {
            people.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
            return (SignInOutcome.Refused, null);
        }
        if (!await people.CheckPasswordAsync(person, password))
        {
            await CountFailureAsync(person);
            return (SignInOutcome.Refused, null);
        }
        await people.ResetAccessFailedCountAsync(person);
        if (!person.EmailConfirmed) return (SignInOutcome.AddressNotConfirmed, person);
        if (person.TwoFactorEnabled)
        {
            await RememberAsync(person);
            return (SignInOutcome.CodeNeeded, person);
        }
        await signIn.SignInAsync(person, isPersistent: false);
        return (SignInOutcome.SignedIn, person);
    }

    /// <summary>Who gave the right password a moment ago in this browser, and owes a code; null if nobody does.</summary>
    public async Task<Person?> PendingAsync()
    {
        var half = (await signIn.Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        if (half?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || await people.FindByIdAsync(id) is not { TwoFactorEnabled: true } person) return null;
        // a password that was changed since counts no more
        return half.FindFirstValue(StampClaim) == person.SecurityStamp ? person : null;
    }

    /// <summary>Signs in who is pending, if the code is right.</summary>
    public async Task<CodeKind> AnswerAsync(Person person, string code, CancellationToken cancellation = default)
    {
        var kind = await secondFactors.CheckAsync(person, code, cancellation);
        if (kind == CodeKind.None) return kind;
        await signIn.Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await signIn.SignInAsync(person, new AuthenticationProperties { Items = { [CurrentSession.SecondFactorItem] = bool.TrueString } });
        return kind;
    }

    private Task RememberAsync(Person person)
    {
        var scheme = IdentityConstants.TwoFactorUserIdScheme;
        var half = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(StampClaim, person.SecurityStamp!)], scheme);
        return signIn.Context.SignInAsync(scheme, new ClaimsPrincipal(half));
    }

    private string StampClaim => people.Options.ClaimsIdentity.SecurityStampClaimType;

    private async Task CountFailureAsync(Person person)
    {
        person.AccessFailedCount++;
        if (person.AccessFailedCount >= options.Value.FailuresUntilLockout)
        {
            person.LockoutEnd = time.GetUtcNow() + options.Value.Lockout;
            person.AccessFailedCount = 0;
        }
        // if another guess was faster, that one was counted
        await people.UpdateAsync(person);
    }
}
