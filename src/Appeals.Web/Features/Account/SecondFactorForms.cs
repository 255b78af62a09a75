using System.ComponentModel.DataAnnotations;
using Appeals.Core.People;

namespace Appeals.Web.Features.Account;

public class CodeForm
{
    /// <summary>Of the app, or a recovery code where one does.</summary>
    [Required, StringLength(40), Display(Name = "Code")]
    public string? Code { get; set; }

    public string? ReturnUrl { get; set; }
}

public sealed class SignInCodeForm : CodeForm
{
    /// <summary>The page asks for a recovery code.</summary>
    public bool Recovery { get; set; }
}

public sealed class ProofForm : CodeForm
{
    [StringLength(RegisterForm.LongestPassword), Display(Name = "CurrentPassword")]
    public string? Password { get; set; }
}

/// <param name="Owed">Staff must have one, and this session has none.</param>
public sealed record SetupPage(AuthenticatorSetup Setup, CodeForm Form, bool Owed);

/// <param name="Required">It can be replaced, not done without.</param>
/// <param name="HasPassword">Demo accounts have none.</param>
/// <param name="Recovered">A recovery code was used a moment ago.</param>
public sealed record SecondFactorPage(SecondFactorState State, ProofForm Form, string Email, bool Required, bool HasPassword, bool Recovered);

/// <param name="Continue">Where the person wanted to go.</param>
public sealed record RecoveryCodesPage(IReadOnlyList<string> Codes, string Continue, bool JustOn)
{
    /// <summary>A text file that needs no request, so that the codes leave the server once.</summary>
    public string Download(string heading) => "data:text/plain;charset=utf-8," + Uri.EscapeDataString(heading + "\r\n\r\n" + string.Join("\r\n", Codes) + "\r\n");
}
