using System.ComponentModel.DataAnnotations;

namespace Appeals.Web.Features.Account;

public sealed class SignInForm
{
    [Required, StringLength(256), Display(Name = "Email")]
    public string? Email { get; set; }

    [Required, StringLength(RegisterForm.LongestPassword), Display(Name = "Password")]
    public string? Password { get; set; }

    public string? ReturnUrl { get; set; }
}
