using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Security;

/// <summary>Names for <c>[EnableRateLimiting]</c>.</summary>
public static class RateLimits
{
    /// <summary>Per address: sign-in, password reset, second factor.</summary>
    public const string SignIn = nameof(SignIn);

    /// <summary>Per presented key, or per address where there is none.</summary>
    public const string Api = nameof(Api);

    internal static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(SignIn, http => PerMinute(Address(http), Limits(http).SignInsPerMinute));
            limiter.AddPolicy(Api, http => PerMinute(http.Request.Headers.Authorization is { Count: > 0 } key ? key.ToString() : Address(http), Limits(http).ApiCallsPerMinute));
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    private static RequestLimitOptions Limits(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<RequestLimitOptions>>().Value;

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "local";

    private static RateLimitPartition<string> PerMinute(string who, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });
}
