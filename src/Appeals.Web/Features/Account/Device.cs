using Appeals.Core.People;
using Appeals.Web.Localisation;
using NodaTime;

namespace Appeals.Web.Features.Account;

/// <summary>Makes a person's language and zone those of the device they sign in on.</summary>
public sealed class Device(IHttpContextAccessor http, IWebHostEnvironment environment)
{
    public void Take(Person person)
    {
        Remember(Languages.Cookie, person.Language);
        Remember(ReaderZone.Cookie, person.TimeZone);
    }

    private void Remember(string cookie, string choice) => http.HttpContext!.Response.Cookies.Append(cookie, choice, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365), Path = "/", SameSite = SameSiteMode.Lax, IsEssential = true, Secure = !environment.IsDevelopment(),
    });
}

/// <summary>The zones a person can choose from, by their offset now.</summary>
public sealed class Zones(TimeProvider time)
{
    public static bool Has(string? id) => id is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <param name="own">Stands in the list even if it is an old name.</param>
    public IEnumerable<(string Id, string Says)> All(string? own) => DateTimeZoneProviders.Tzdb.Ids
        .Where(id => id == own || id == "UTC" || IsCity(id))
        .Select(id => (Id: id, Offset: DateTimeZoneProviders.Tzdb[id].GetUtcOffset(Instant.FromDateTimeOffset(time.GetUtcNow()))))
        .OrderBy(z => z.Offset).ThenBy(z => z.Id, StringComparer.Ordinal)
        .Select(z => (z.Id, $"UTC{z.Offset:+HH:mm} {z.Id.Replace('_', ' ')}"));

    private static bool IsCity(string id) => NodaTime.TimeZones.TzdbDateTimeZoneSource.Default.CanonicalIdMap[id] == id && id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal);
}
