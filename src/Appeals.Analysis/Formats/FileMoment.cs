using System.Globalization;

namespace Appeals.Analysis.Formats;

/// <summary>A time as a file gives it (ISO 8601, as XMP part 1, section 8.2.1.1 has it). Many programs write the time on the wall, without its zone.</summary>
/// <param name="At">In UTC if <paramref name="HasZone"/>, otherwise on somebody's wall.</param>
internal readonly record struct FileMoment(DateTime At, bool HasZone)
{
    /// <summary>What lies outside is no time at which somebody painted on a computer.</summary>
    private const int FirstYear = 1985, LastYear = 2099;
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-ddK", "yyyy-MM"];
    // files are written some moments after the time that stands in them was taken
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>The ends of what it may be in UTC: zones reach from 12 hours behind to 14 ahead.</summary>
    private DateTime Earliest => HasZone ? At : At.AddHours(-14);
    private DateTime Latest => HasZone ? At : At.AddHours(12);

    /// <summary>Null for what is no time, or an absurd one.</summary>
    public static FileMoment? Parse(string? text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? Of(at, at.Kind == DateTimeKind.Utc) : null;

    /// <inheritdoc cref="Parse"/>
    public static FileMoment? Of(DateTime at, bool hasZone) =>
        at.Year is >= FirstYear and <= LastYear ? new FileMoment(DateTime.SpecifyKind(at, DateTimeKind.Utc), hasZone) : null;

    /// <summary>Whatever the zones. Two times without one are taken to be on the same wall.</summary>
    public bool IsSurelyAfter(FileMoment other) =>
        !HasZone && !other.HasZone ? At > other.At + Tolerance : Earliest > other.Latest + Tolerance;
}
