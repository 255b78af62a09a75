using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Appeals.Benchmarks.Pages;

/// <summary>What every page of the site is measured by: fifty rows from memory, one view, nothing around them.</summary>
internal static class PlainPage
{
    public static async Task<int> ServeAsync(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The site's own controllers lie beside this one and would answer too.
        builder.Services.AddControllersWithViews().ConfigureApplicationPartManager(static parts =>
        {
            foreach (var part in parts.ApplicationParts.Where(static p => p.Name != typeof(PlainPage).Assembly.GetName().Name).ToList()) parts.ApplicationParts.Remove(part);
        });
        await using var app = builder.Build();
        app.MapControllers();
        await app.RunAsync(address);
        return 0;
    }
}

public sealed record PlainRow(int Number, string Name, DateTime At, string State);

public sealed class PlainController : Controller
{
    private static readonly DateTime Begin = DateTime.UnixEpoch;

    [HttpGet("/")]
    public IActionResult Index() => View("/Pages/Plain.cshtml",
        Enumerable.Range(1, 50).Select(n => new PlainRow(n, "Work " + n.ToString(CultureInfo.InvariantCulture), Begin.AddHours(n), "Queued")).ToList());
}
