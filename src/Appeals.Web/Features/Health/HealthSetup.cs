using Appeals.Web.Security;

namespace Appeals.Web.Features.Health;

/// <summary>For load balancers and operators, in every role: does the process answer, and can it do its work.</summary>
public static class HealthSetup
{
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Readiness>();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { state = "live" })).RequireAuthorization(Policies.Anyone);
        app.MapGet("/health/ready", AnswerAsync).RequireAuthorization(Policies.Anyone);
    }

    /// <summary>In a process without pages everything else is not there, for everybody.</summary>
    public static void MapNoPages(this WebApplication app) => app.MapFallback("{*path}", () => Results.NotFound()).RequireAuthorization(Policies.Anyone);

    private static async Task<IResult> AnswerAsync(Readiness readiness, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var checks = await readiness.ReadAsync();
        var ready = checks.All(check => check.Ok);
        var body = new { state = ready ? "ready" : "notReady", checks = checks.Select(check => new { check.Name, state = check.Ok ? "ok" : "failed", check.Says }) };
        return Results.Json(body, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
