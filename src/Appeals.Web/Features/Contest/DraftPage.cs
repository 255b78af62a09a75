using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.Platforms;
using Appeals.Web.Features.Uploads;

namespace Appeals.Web.Features.Contest;

/// <summary>The draft as it stands, whatever a form says.</summary>
/// <param name="Sources">Layers of the uploaded files, to tick.</param>
public sealed record DraftPage(Appeal Draft, Label Label, DraftStep Step, IReadOnlyList<SourceLayers> Sources)
{
    /// <summary>Another tab has saved since this form was opened.</summary>
    public bool IsConflict { get; init; }

    /// <summary>On the step that takes files.</summary>
    public UploadsPage? Uploads { get; init; }

    /// <summary>The published picture has been read; its stand-in has other proportions.</summary>
    public bool CanDrawOnPicture { get; init; }

    public IReadOnlySet<string> KnownLayers => Sources.SelectMany(s => s.Layers).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);

    public IEnumerable<Refusal> Gaps
    {
        get
        {
            if (Draft.Ground is null) yield return Refusal.GroundMissing;
            var helped = Draft.AiUse is AiUse.Part or AiUse.Most;
            if (helped && !Draft.DeclaredUses.Any(u => u.Tool.Length > 0 && u.Purpose.Length > 0)) yield return Refusal.DeclarationIncomplete;
            if (Draft.AiUse is not null && Draft.DeclarationSignedAt is null) yield return Refusal.DeclarationNotSigned;
            if (string.IsNullOrWhiteSpace(Draft.Statement)) yield return Refusal.StatementMissing;
        }
    }
}

public sealed record SourceLayers(Guid Id, string File, IReadOnlyList<LayerChoice> Layers);

/// <param name="Id">As <see cref="DeclaredUse.Layers"/> has it.</param>
/// <param name="Picture">Address of its thumbnail; null if there is none.</param>
public sealed record LayerChoice(string Id, string Name, string? Picture);

/// <summary>The label before there is a draft.</summary>
public sealed record StartPage(Label Label);
