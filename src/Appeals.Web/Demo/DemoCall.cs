using System.Text.Json;
using Appeals.Web.Api;

namespace Appeals.Web.Demo;

/// <summary>The example call of the page: a label on a work of Lin Ji's.</summary>
internal static class DemoCall
{
    private const string Email = "lin.ji@demo.example";

    public static string Work { get; } = JsonSerializer.Serialize(
        ApiExample.Work with { Creator = ApiExample.Work.Creator! with { Email = Email } }, ApiJson.Answers);
}
