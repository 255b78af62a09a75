using System.Globalization;
using System.Resources;
using NodaTime;

namespace Appeals.Core.Notifying;

/// <summary>The words of mails in one reader's language and zone.</summary>
internal sealed class MailWords(CultureInfo culture, DateTimeZone zone)
{
    private static readonly ResourceManager Texts = new("Appeals.Core.Notifying.MailText", typeof(MailWords).Assembly);

    public CultureInfo Culture => culture;

    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public string this[string key, params object[] values] =>
        string.Format(culture, Texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"MailText has no '{key}'."), values);

    /// <summary>"Fri 20 Nov 2026, 16:57 (Shanghai)".</summary>
    public string Moment(DateTime utc)
    {
        var local = Instant.FromDateTimeUtc(utc).InZone(zone).ToDateTimeUnspecified();
        return this["Moment", local.ToString(this["MomentFormat"], culture), City];
    }

    /// <summary>The zone's city in the reader's language where we know it.</summary>
    private string City => Texts.GetString("Zone_" + zone.Id, culture) ?? zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    public static MailWords For(string language, string timeZone) =>
        new(CultureInfo.GetCultureInfo(language), DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc);
}
