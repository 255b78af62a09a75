using System.ComponentModel.DataAnnotations;
using Appeals.Core.People;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Appeals.Web.Features.Account;

public sealed class ProfileForm
{
    [Required, StringLength(RegisterForm.LongestName), Display(Name = "DisplayName")]
    public string? DisplayName { get; set; }

    [Required, RegularExpression("en|zh-CN"), Display(Name = "Language")]
    public string? Language { get; set; }

    [Required, StringLength(60), Display(Name = "TimeZone")]
    public string? TimeZone { get; set; }
}

public sealed class PasswordForm
{
    [Required, StringLength(RegisterForm.LongestPassword), Display(Name = "CurrentPassword")]
    public string? Current { get; set; }

    [Required, StringLength(RegisterForm.LongestPassword), Display(Name = "NewPassword")]
    public string? New { get; set; }
}

public sealed record AccountPage(ProfileForm Profile, PasswordForm Password, string Email, IReadOnlyList<SelectListItem> Zones, string? Done)
{
    public required SecondFactorState SecondFactor { get; init; }

    /// <summary>This one first.</summary>
    public required IReadOnlyList<Session> Sessions { get; init; }

    public Guid? ThisSession { get; init; }
}
