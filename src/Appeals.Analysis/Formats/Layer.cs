using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Effects;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>One layer or group as its file describes it. Pixels are read through <see cref="LayeredFile"/>.</summary>
public sealed record Layer
{
    /// <summary>Unique in its file; letters and digits only.</summary>
    public required string Id { get; init; }
    /// <summary>Id of the group it lies in, or null.</summary>
    public string? Parent { get; init; }
    public required LayerKind Kind { get; init; }
    /// <summary>Clean text: no control characters, lone surrogates or direction marks. May be empty, never null.</summary>
    public required string Name { get; init; }
    /// <summary>Where its pixels lie; empty for groups.</summary>
    public PixelArea Area { get; init; }
    /// <summary>The rectangle that the file gives, where it is drawn elsewhere than there (a fill without pixels); null if <see cref="Area"/> is it.</summary>
    public PixelArea? Box { get; init; }
    /// <summary>In [0, 1].</summary>
    public double Opacity { get; init; } = 1;
    /// <summary>Opacity of the pixels without effects, in [0, 1].</summary>
    public double Fill { get; init; } = 1;
    public BlendMode BlendMode { get; init; }
    /// <summary>How reports call the mode; see <see cref="LayerReport.BlendMode"/>.</summary>
    public string BlendName { get; init; } = "normal";
    /// <summary>How its coverage meets what lies beneath.</summary>
    public CompositeOperator Operator { get; init; }
    public bool Visible { get; init; } = true;
    /// <summary>Drawn only where the nearest unclipped layer beneath it in the same group has pixels.</summary>
    public bool Clipped { get; init; }
    /// <summary>Drawn only where anything beneath it in the same group has pixels (Krita).</summary>
    public bool InheritsAlpha { get; init; }
    /// <summary>In what its colours are mixed by alpha with those beneath.</summary>
    public LightSpace Light { get; init; }
    /// <summary>In what its blend mode is computed.</summary>
    public LightSpace BlendLight { get; init; }
    public bool Locked { get; init; }
    public LayerMask? Mask { get; init; }
    /// <summary>What the application adds to it from its shape, lowest first.</summary>
    public IReadOnlyList<LayerEffect> Effects { get; init; } = [];
    /// <summary>Effects on its pixels blend with these first, and all of it by the layer's mode; otherwise each blends by its own with what is there.</summary>
    public bool InteriorIsGroup { get; init; }
    /// <summary>What is clipped to it blends with what lies beneath them all, not with it alone.</summary>
    public bool ClippedApart { get; init; }
    /// <summary>How far beyond its pixels what is not rendered of it would reach.</summary>
    public int UnrenderedReach { get; init; }
    /// <summary>Only groups.</summary>
    public Artboard? Artboard { get; init; }
    /// <summary>When the application last changed it, where the file says so.</summary>
    public DateTime? ModifiedAt { get; init; }

    public int Left => (Box ?? Area).Left;
    public int Top => (Box ?? Area).Top;
    public int Width => (Box ?? Area).Width;
    public int Height => (Box ?? Area).Height;
    public bool IsGroup => Kind == LayerKind.Group;

    public LayerReport ToReport() => new()
    {
        Id = Id, Parent = Parent, Kind = Kind, Name = Name, Left = Left, Top = Top, Width = Width, Height = Height,
        Opacity = Opacity, BlendMode = BlendName, Visible = Visible, Clipped = Clipped || InheritsAlpha,
    };
}

/// <summary>A mask in shades of grey. It has a rectangle of its own; outside it <paramref name="Outside"/> holds.</summary>
/// <param name="Outside">Coverage outside the rectangle, 0 or 255.</param>
/// <param name="Density">How strongly the mask hides, in [0, 1].</param>
/// <param name="Disabled">Kept, but without effect.</param>
public sealed record LayerMask(PixelArea Area, byte Outside, double Density, bool Disabled)
{
    /// <summary>How far its edges are soft, in pixels.</summary>
    public double Feather { get; init; }
}

/// <summary>A group that is a sheet of its own: it hides what of its children lies outside, and has a paper colour, or none.</summary>
public sealed record Artboard(PixelArea Area, (byte R, byte G, byte B)? Paper);

/// <summary>The Porter-Duff operators that layered formats know.</summary>
public enum CompositeOperator { SourceOver, SourceAtop, DestinationIn, DestinationOut, DestinationAtop, DestinationOver, ClipToLayer, Intersection, LegacyAtop }

/// <summary>Samples as they are stored and shown, or proportional to light.</summary>
public enum LightSpace { Perceptual, Linear }
