using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// What hides a layer: shades that the user painted, a path, or both. Photoshop also keeps both joined (channel -2, the user's own shades then
/// being -3), or the path alone as shades; these are exact, and used unless a density counts for one of the two only.
/// </summary>
/// <param name="Channel">Where the shades lie.</param>
internal sealed record PsdMaskPlan(LayerMask? Shades, int Channel, bool Inverted, PathShape? Path, double PathDensity)
{
    /// <summary>How soft the edges of the shades and of the path are, in pixels.</summary>
    public double Feather { get; private init; }
    public double PathFeather { get; private init; }
    /// <summary>There is a path, and it can neither be drawn nor is it stored as shades.</summary>
    public bool Missing { get; private init; }

    public static PsdMaskPlan Of(PsdRecord record)
    {
        var mask = record.Mask;
        var plan = Choose(record, record.Channel(-2) is null ? null : mask);
        var isWhole = plan.Channel == -2 && plan.Path is null && mask is { Own: not null } or { IsRendered: true };
        return isWhole ? plan : plan with { Feather = plan.Shades is null ? 0 : mask?.Feather ?? 0, PathFeather = plan.Path is null ? 0 : mask?.VectorFeather ?? 0 };
    }

    private static PsdMaskPlan Choose(PsdRecord record, PsdMaskRecord? stored)
    {
        var tags = record.Tags;
        var hasOwn = stored is { Own: not null } && record.Channel(-3) is not null;
        if (!tags.HasVectorMask) return stored is { } alone ? Painted(alone, null) : new(null, 0, false, null, 1);
        // the stored pixels of a shape end where its path does
        if (tags.HasFill && !record.Area.IsEmpty && !PsdRendering.IsDrawnFill(record)) return hasOwn ? Own(stored!.Value, null) : stored is { IsRendered: false } user ? Painted(user, null) : new(null, 0, false, null, 1);
        if (stored is { } both && (hasOwn || both.IsRendered) && (HasNoParameters(both) || tags.Path is null)) return new(Whole(both, null), -2, both.Inverted, null, 1);
        var plan = hasOwn ? Own(stored!.Value, tags.Path) : stored is { IsRendered: false } painted ? Painted(painted, tags.Path) : new(null, 0, false, tags.Path, 1);
        return plan with { PathDensity = (record.Mask?.VectorDensity ?? 255) / 255.0, Missing = tags.Path is null };
    }

    private static bool HasNoParameters(PsdMaskRecord mask) => mask is { Density: null, VectorDensity: null, Feather: 0, VectorFeather: 0 };

    private static PsdMaskPlan Painted(PsdMaskRecord mask, PathShape? path) => new(Whole(mask, mask.Density), -2, mask.Inverted, path, 1);

    private static PsdMaskPlan Own(PsdMaskRecord mask, PathShape? path)
    {
        var own = mask.Own!.Value;
        return new(new(own.Area, Outside(own.DefaultColor), (mask.Density ?? 255) / 255.0, (own.Flags & 2) != 0), -3, (own.Flags & 4) != 0, path, 1);
    }

    /// <summary>For the model: what counts is whether there is one that hides something.</summary>
    public LayerMask? ToMask() => Path is null ? Shades is null ? null : Shades with { Feather = Feather } : new(Shades?.Area ?? default, Shades?.Outside ?? 0, 1, Disabled: false);

    private static LayerMask Whole(PsdMaskRecord mask, byte? density) => new(mask.Area, Outside(mask.DefaultColor), (density ?? 255) / 255.0, mask.Disabled);

    private static byte Outside(byte color) => (byte)(color >= 128 ? 255 : 0);
}
