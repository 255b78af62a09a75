using Microsoft.AspNetCore.Identity;

namespace Appeals.Core.People;

/// <summary>What a person may change about themselves without a mail.</summary>
public sealed class ProfileService(UserManager<Person> people, SignInManager<Person> signIn)
{
    public async Task ChangeAsync(Person person, string displayName, string language, string timeZone)
    {
        (person.DisplayName, person.Language, person.TimeZone) = (displayName, language, timeZone);
        var result = await people.UpdateAsync(person);
        if (!result.Succeeded) throw new InvalidOperationException($"The profile was not saved: {string.Join(", ", result.Errors.Select(e => e.Code))}");
        // the cookie carries name, language and zone
        await signIn.RefreshSignInAsync(person);
    }
}
