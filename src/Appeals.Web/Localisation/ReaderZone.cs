using Appeals.Core.People;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Appeals.Web.Localisation;

/// <summary>The time zone in which this reader reads: the person's setting, else what the browser said, else UTC.</summary>
public sealed class ReaderZone(IHttpContextAccessor http, IStringLocalizer<ZoneText> names)
{
    public const string Cookie = "zone";

    private DateTimeZone? _zone;

    public DateTimeZone Zone => _zone ??= Find(http.HttpContext?.User.FindFirst(ActorClaims.Zone)?.Value) ?? Find(http.HttpContext?.Request.Cookies[Cookie]) ?? DateTimeZone.Utc;

    /// <summary>"Shanghai", "上海": the city where we have its name in the reader's language, else the city's English name.</summary>
    public string Name => names.GetAllStrings(includeParentCultures: true).FirstOrDefault(n => n.Name == Zone.Id)?.Value ?? Zone.Id[(Zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static DateTimeZone? Find(string? id) => id is { Length: < 64 } ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;
}

public sealed class ZoneText;
