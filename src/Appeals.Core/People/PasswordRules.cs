using Microsoft.AspNetCore.Identity;

namespace Appeals.Core.People;

internal static class PasswordRules
{
    /// <summary>Judges a password without looking anybody up or saving anything.</summary>
    public static async Task<IdentityResult> CheckRulesAsync(this UserManager<Person> people, Person person, string password)
    {
        foreach (var rule in people.PasswordValidators)
            if (await rule.ValidateAsync(people, person, password) is { Succeeded: false } weak) return weak;
        return IdentityResult.Success;
    }
}

/// <summary>A password must not be the address or the name it protects.</summary>
internal sealed class NotTheName : IPasswordValidator<Person>
{
    public const string Code = "PasswordIsName";

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(Same(password, user.Email) || Same(password, user.DisplayName) ? IdentityResult.Failed(new IdentityError { Code = Code }) : IdentityResult.Success);

    private static bool Same(string? password, string? name) => string.Equals(password, name, StringComparison.OrdinalIgnoreCase);
}
