using Appeals.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Account;

/// <summary>Says in the reader's language what is wrong with a password.</summary>
public sealed class PasswordProblems(IStringLocalizer<AccountText> texts, IOptions<PeopleOptions> options)
{
    /// <returns>True if there was nothing to say.</returns>
    public bool Fits(IdentityResult result, ModelStateDictionary state, string field)
    {
        foreach (var error in result.Errors) state.AddModelError(field, texts["Problem_" + error.Code, options.Value.PasswordLength]);
        return result.Succeeded;
    }
}
