using Appeals.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace Appeals.Core.People;

internal static class NewPerson
{
    /// <summary>A person as Identity wants them, to be added by the caller's own save: <c>CreateAsync</c> would save at once, without the role and the mail.</summary>
    public static Person Of(UserManager<Person> people, TimeProvider time, string email, string displayName, string language, string timeZone) => new()
    {
        Id = time.NewId(),
        UserName = email,
        NormalizedUserName = people.NormalizeName(email),
        Email = email,
        NormalizedEmail = people.NormalizeEmail(email),
        DisplayName = displayName,
        Language = language,
        TimeZone = timeZone,
        JoinedAt = time.Now(),
        LockoutEnabled = true,
        SecurityStamp = people.GenerateNewAuthenticatorKey(),
    };
}
