using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Desk;

/// <summary>Blend modes by the names that painting programs give them.</summary>
public static class Blends
{
    /// <summary>A mode that only its own program knows keeps that program's name.</summary>
    public static string Word(string mode, IStringLocalizer<DeskText> words) => Known.Contains(mode) ? words["Blend_" + mode] : mode;

    private static readonly HashSet<string> Known =
    [
        "normal", "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light", "soft-light", "difference", "exclusion",
        "hue", "saturation", "color", "luminosity", "pass-through", "plus-lighter",
    ];
}
