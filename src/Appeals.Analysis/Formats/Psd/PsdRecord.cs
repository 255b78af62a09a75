using System.Runtime.InteropServices;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>One layer record as it stands in the file; a section divider is one too.</summary>
internal sealed class PsdRecord
{
    public PixelArea Area { get; set; }
    public List<PsdChannelEntry> Channels { get; } = [];
    public string BlendKey { get; set; } = "norm";
    public byte Opacity { get; set; } = 255;
    public bool Clipped { get; set; }
    public byte Flags { get; set; }
    public PsdMaskRecord? Mask { get; set; }
    public bool HasBlendIf { get; set; }
    public string LegacyName { get; set; } = "";
    public PsdTags Tags { get; } = new();
    /// <summary>Found while reading; given to the layer once it has an id.</summary>
    public List<Problem> Problems { get; } = [];

    public PsdChannelEntry? Channel(int id) => Channels.Find(channel => channel.Id == id);
}

/// <summary>Where the bytes of a channel lie. Ids: 0.. colour, -1 alpha, -2 mask, -3 the user's own mask where a vector mask exists too.</summary>
internal sealed record PsdChannelEntry(int Id, long Offset, long Length);

/// <summary>"Layer mask / adjustment layer data" of a record.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PsdMaskRecord(PixelArea Area, byte DefaultColor, byte Flags)
{
    /// <summary>The user's own mask, where <see cref="Area"/> is that of both masks joined.</summary>
    public (PixelArea Area, byte DefaultColor, byte Flags)? Own { get; init; }
    public byte? Density { get; init; }
    public double Feather { get; init; }
    public byte? VectorDensity { get; init; }
    public double VectorFeather { get; init; }
    /// <summary>The shades were made from the vector mask, not by the user.</summary>
    public bool IsRendered => (Flags & 8) != 0;
    public bool Disabled => (Flags & 2) != 0;
    public bool Inverted => (Flags & 4) != 0;
}

/// <summary>What the tagged blocks ("Additional layer information") of a record say.</summary>
internal sealed class PsdTags
{
    public string? Name { get; set; }
    /// <summary>0 none, 1 open folder, 2 closed folder, 3 bounding divider.</summary>
    public uint Section { get; set; }
    public string? SectionBlendKey { get; set; }
    public byte Fill { get; set; } = 255;
    public bool Locked { get; set; }
    public bool BlendClippedApart { get; set; }
    public bool BlendInteriorAsGroup { get; set; }
    public bool Knockout { get; set; }
    public DateTime? ModifiedAt { get; set; }
    public bool HasText { get; set; }
    public bool HasSmartObject { get; set; }
    public bool HasAdjustment { get; set; }
    /// <summary>Null if it is none that we can do.</summary>
    public Adjustment? Adjustment { get; set; }
    public bool IsAdjustmentFinal { get; set; }
    public bool HasFill { get; set; }
    public bool HasStroke { get; set; }
    /// <summary>"Vector stroke data" of a shape.</summary>
    public PsdDescriptor? Stroke { get; set; }
    public bool HasVectorMask { get; set; }
    /// <summary>The outlines of the vector mask, if it can be drawn.</summary>
    public PathShape? Path { get; set; }
    public PsdGradient? Gradient { get; set; }
    public bool HasEffects { get; set; }
    public PsdDescriptor? Effects { get; set; }
    public PsdSolidColor? SolidColor { get; set; }
    public PsdArtboard? Artboard { get; set; }
}

internal sealed record PsdSolidColor(byte R, byte G, byte B);

/// <summary>A group that cuts off what lies outside it and has paper of its own.</summary>
internal sealed record PsdArtboard(PixelArea Area, PsdSolidColor? Paper);
