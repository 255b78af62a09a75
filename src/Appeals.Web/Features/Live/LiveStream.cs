using System.Globalization;
using System.Text.Json;
using Appeals.Core.Data;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Features.Live;

/// <summary>Writes server-sent events to one browser until it leaves, the site stops, or it may no longer listen.</summary>
public sealed class LiveStream(AppealsDb db, LiveFeed feed, LiveAccess access, IOptions<LiveOptions> options, IHostApplicationLifetime lifetime)
{
    /// <summary>What happened between the page and its connection is told, too.</summary>
    private static readonly TimeSpan Lookback = TimeSpan.FromSeconds(10);
    private const int LongestReplay = 200;
    private const int RetryMilliseconds = 2000;

    public async Task WriteAsync(HttpContext http, LiveAudience audience, DateTime now)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(options.Value.LongestConnection);
        await using var subscription = await feed.SubscribeAsync(audience.Actor.PersonId, end.Token);
        if (subscription is null)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        try
        {
            await BeginAsync(http, end.Token);
            var told = await ReplayAsync(http, audience, now, end.Token);
            await FollowAsync(http.Response, audience, subscription, told, end.Token);
        }
        catch (OperationCanceledException)
        {
            // the browser left, or comes back by itself
        }
    }

    private static async Task BeginAsync(HttpContext http, CancellationToken cancellation)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.WriteAsync($"retry: {RetryMilliseconds}\n\n", cancellation);
        await http.Response.Body.FlushAsync(cancellation);
    }

    /// <summary>The last seconds are told again to a browser that comes back: a row below the last one it saw may have appeared meanwhile.</summary>
    /// <returns>What was told.</returns>
    private async Task<HashSet<long>> ReplayAsync(HttpContext http, LiveAudience audience, DateTime now, CancellationToken cancellation)
    {
        var since = now - Lookback;
        var known = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var missed = await db.Items(db.LiveEvents.Where(e => e.At >= since || (known != null && e.Sequence > known))).Take(LongestReplay + 1).ToListAsync(cancellation);
        // rows are swept: from a gap nobody can say what was missed
        if (missed.Count > LongestReplay || (known is { } from && await IsGoneAsync(from, cancellation)))
        {
            await http.Response.WriteAsync("event: resync\ndata: {}\n\n", cancellation);
            await http.Response.Body.FlushAsync(cancellation);
            return [];
        }
        foreach (var item in missed.Where(item => item.Sequence != known)) await TellAsync(http.Response, audience, item, cancellation);
        return [.. missed.Select(item => item.Sequence)];
    }

    private async Task<bool> IsGoneAsync(long sequence, CancellationToken cancellation) =>
        await db.LiveEvents.MinAsync(e => (long?)e.Sequence, cancellation) is not { } first || first > sequence + 1;

    /// <remarks>Each timer goes on whatever else happens: a listener who hears nothing of much that happens still gets the heartbeats that keep proxies patient.</remarks>
    private async Task FollowAsync(HttpResponse response, LiveAudience audience, LiveSubscription subscription, HashSet<long> told, CancellationToken cancellation)
    {
        using var recheck = new PeriodicTimer(options.Value.Recheck);
        using var heartbeat = new PeriodicTimer(options.Value.Heartbeat);
        var more = subscription.Items.WaitToReadAsync(cancellation).AsTask();
        var due = recheck.WaitForNextTickAsync(cancellation).AsTask();
        var beat = heartbeat.WaitForNextTickAsync(cancellation).AsTask();
        while (true)
        {
            var first = await Task.WhenAny(more, due, beat);
            if (!await first) return;
            if (first == due)
            {
                if (!await access.HoldsAsync(audience, cancellation)) return;
                due = recheck.WaitForNextTickAsync(cancellation).AsTask();
            }
            else if (first == more)
            {
                while (subscription.Items.TryRead(out var item))
                    if (!told.Remove(item.Sequence)) await TellAsync(response, audience, item, cancellation);
                more = subscription.Items.WaitToReadAsync(cancellation).AsTask();
            }
            else
            {
                await SendAsync(response, ":\n\n", cancellation);
                beat = heartbeat.WaitForNextTickAsync(cancellation).AsTask();
            }
        }
    }

    private static Task TellAsync(HttpResponse response, LiveAudience audience, LiveItem item, CancellationToken cancellation)
    {
        if (!audience.Hears(item)) return Task.CompletedTask;
        var kind = JsonNamingPolicy.CamelCase.ConvertName(item.Kind.ToString());
        var data = JsonSerializer.Serialize(new { appeal = item.Reference, subject = item.SubjectId, percent = item.Percent }, JsonSerializerOptions.Web);
        return SendAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {item.Sequence}\nevent: {kind}\ndata: {data}\n\n"), cancellation);
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
