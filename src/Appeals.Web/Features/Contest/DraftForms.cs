using System.ComponentModel.DataAnnotations;
using Appeals.Core.Data;
using Appeals.Core.Filing;

namespace Appeals.Web.Features.Contest;

/// <summary>One step of the wizard. The version is the one that the page showed, so that two tabs cannot overwrite each other unseen.</summary>
public abstract class DraftForm
{
    public const string Stay = "stay";

    public Guid Version { get; set; }

    /// <summary><see cref="Stay"/> saves and shows the same step again; anything else goes on.</summary>
    public string? Then { get; set; }
}

public sealed class ReasonForm : DraftForm
{
    [Required(ErrorMessage = "GroundMissing"), EnumDataType(typeof(Ground)), Display(Name = "StepName_Reason")]
    public Ground? Ground { get; set; }
}

public sealed class WordsForm : DraftForm
{
    [Required(ErrorMessage = "StatementMissing"), StringLength(Appeal.StatementLength), Display(Name = "Statement")]
    public string? Statement { get; set; }

    public Draft ToDraft() => new() { Statement = CleanText.Lines(Statement ?? "") };
}

/// <summary>Nothing but the version: what is sent is what was shown.</summary>
public sealed class SendForm : DraftForm;
