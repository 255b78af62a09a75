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
}

/// <summary>Checks passwords so that neither the answer nor its time tells whether an account exists.</summary>
public sealed class SignInService(UserManager<Person> people, SignInManager<Person> signIn, IOptions<PeopleOptions> options, TimeProvider time)
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
        await signIn.SignInAsync(person, isPersistent: false);
        return (SignInOutcome.SignedIn, person);
    }

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
