using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Appeals.Web.Api;

/// <summary>How JSON is read and written here: camel case, words instead of numbers, and nothing unknown.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Answers { get; } =
        Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new MomentConverter());
        return options;
    }

    public static JsonSerializerOptions Requests(int depth) =>
        Apply(new JsonSerializerOptions(JsonSerializerOptions.Strict) { MaxDepth = depth });
}
