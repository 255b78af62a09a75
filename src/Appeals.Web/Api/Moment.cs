using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Appeals.Web.Api;

/// <summary>Times of the API: ISO 8601 with an offset, kept in UTC to the millisecond. A time without a zone is nobody's time.</summary>
public static class Moment
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    public static DateTime? Parse(string? text)
    {
        if (text is null || !HasOffset(text)) return null;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return null;
        return new DateTime(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}

public sealed class MomentConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Moment.Parse(reader.GetString()) is { } moment ? moment : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
