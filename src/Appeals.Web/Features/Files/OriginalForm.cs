using System.ComponentModel.DataAnnotations;
using Appeals.Core.Evidence;

namespace Appeals.Web.Features.Files;

/// <summary>Why a reviewer wants the file itself.</summary>
public sealed class OriginalForm
{
    [Required(ErrorMessage = "ReasonMissing"), StringLength(ViewRecord.ReasonLength), Display(Name = "Reason")]
    public string? Reason { get; set; }
}

public sealed record OriginalPage(Guid FileId, string Name, long Length, string Reference);

public sealed class FilesText;
