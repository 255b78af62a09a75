using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// What hides a layer: shades that the user painted, a path, or both. Photoshop also keeps both joined (channel -2, the user's own shades then
/// being -3), or the path alone as shades; these are exact, and used unless a density counts for one of the two only.
/// </summary>
/// <param name="Channel">Where the shades lie.</param>
internal sealed record PsdMaskPlan(LayerMask? Shades, int Channel, bool Inverted, PathShape? Path, double PathDensity)
{
    /// <summary>There is a path, and it can neither be drawn nor is it stored as shades.</summary>
    public bool Missing { get; private init; }

    public static PsdMaskPlan Of(PsdRecord record)
    {
        var tags = record.Tags;
        // the stored pixels of a shape end where its path does
        var hasPath = tags.HasVectorMask && !(tags.HasFill && !record.Area.IsEmpty);
        var mask = record.Mask;
        var user = mask is { } stored && record.Channel(-2) is not null ? stored : (PsdMaskRecord?)null;
        if (!hasPath) return new(user is { } alone ? Whole(alone, alone.Density) : null, -2, user?.Inverted == true, null, 1);
        var hasOwn = user is { Own: not null } && record.Channel(-3) is not null;
        if (user is { } joined && (hasOwn || joined.IsRendered) && ((joined.Density, joined.VectorDensity) == (null, null) || tags.Path is null))
            return new(Whole(joined, null), -2, joined.Inverted, null, 1);
        var density = (mask?.VectorDensity ?? 255) / 255.0;
        var missing = tags.Path is null;
        if (hasOwn && user is { Own: { } own } both) return new(Own(own, both.Density), -3, (own.Flags & 4) != 0, tags.Path, density) { Missing = missing };
        if (user is { IsRendered: false } painted) return new(Whole(painted, painted.Density), -2, painted.Inverted, tags.Path, density) { Missing = missing };
        return new(null, 0, false, tags.Path, density) { Missing = missing };
    }

    /// <summary>For the model: what counts is whether there is one that hides something.</summary>
    public LayerMask? ToMask() => Path is null ? Shades : new(Shades?.Area ?? default, Shades?.Outside ?? 0, 1, Disabled: false);

    private static LayerMask Whole(PsdMaskRecord mask, byte? density) => new(mask.Area, Outside(mask.DefaultColor), (density ?? 255) / 255.0, mask.Disabled);

    private static LayerMask Own((PixelArea Area, byte DefaultColor, byte Flags) own, byte? density) => new(own.Area, Outside(own.DefaultColor), (density ?? 255) / 255.0, (own.Flags & 2) != 0);

    private static byte Outside(byte color) => (byte)(color >= 128 ? 255 : 0);
}
