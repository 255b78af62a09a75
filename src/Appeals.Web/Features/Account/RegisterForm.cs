using System.ComponentModel.DataAnnotations;
using Appeals.Core.People;

namespace Appeals.Web.Features.Account;

public sealed class RegisterForm
{
    /// <summary>Hashing is slow on purpose; a megabyte of password must not make it slower.</summary>
    public const int LongestPassword = 200;
    public const int LongestName = Person.NameLength;

    [Required, StringLength(LongestName), Display(Name = "DisplayName")]
    public string? DisplayName { get; set; }

    [Required, EmailAddress, StringLength(256), Display(Name = "Email")]
    public string? Email { get; set; }

    [Required, StringLength(LongestPassword), Display(Name = "Password")]
    public string? Password { get; set; }
}

public sealed class ForgotPasswordForm
{
    [Required, EmailAddress, StringLength(256), Display(Name = "Email")]
    public string? Email { get; set; }
}

/// <summary>What a link in a mail carries.</summary>
public class LinkForm
{
    public Guid Person { get; set; }

    [StringLength(2000)]
    public string? Code { get; set; }
}

public sealed class ResetPasswordForm : LinkForm
{
    [Required, StringLength(RegisterForm.LongestPassword), Display(Name = "NewPassword")]
    public string? Password { get; set; }
}
