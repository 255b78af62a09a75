using System.ComponentModel;
using System.Globalization;
using Appeals.Core.Data;
using Appeals.Core.Platforms;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Appeals.Web.Api;

[Authorize(Policies.PlatformApi), EnableRateLimiting(RateLimits.Api)]
[ApiController, TypeFilter<ApiProblemFilter>, Tags("Appeals")]
public sealed class AppealsController(PlatformQueries queries, IOptions<ApiOptions> options, IStringLocalizer<ApiText> texts, TimeProvider time) : ControllerBase
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    [HttpGet("/api/v1/appeals"), EndpointName("ListAppeals")]
    [EndpointSummary("Appeals in the order in which they last changed.")]
    [ProducesResponseType<FeedAnswer>(200), ProblemResponses(400, 401, 429)]
    public async Task<IActionResult> List(
        [Description("ISO 8601 with an offset or Z; everything if absent.")] string? updatedSince,
        [Description("nextCursor of the page before; goes before updatedSince.")] string? cursor,
        [Description("1 to 200, 50 if absent.")] string? limit,
        CancellationToken cancellation)
    {
        var start = ReadStart(updatedSince, cursor);
        var length = ReadLimit(limit);
        if (_errors.Count > 0) throw new ApiProblemException(ApiProblem.Invalid, _errors);
        var now = time.Now();
        var rows = await queries.ReadFeedAsync(User.PlatformOf(), start, length + 1, cancellation);
        var page = rows.Take(length).ToList();
        var next = rows.Count > length ? FeedCursor.Write(new FeedPosition(page[^1].UpdatedAt, page[^1].Id)) : null;
        return new JsonResult(new FeedAnswer([.. page.Select(AppealAnswer.Of)], next, next is null ? now - options.Value.PollOverlap : null), ApiJson.Answers);
    }

    private FeedPosition ReadStart(string? updatedSince, string? cursor)
    {
        var start = new FeedPosition(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), Guid.Empty);
        if (!string.IsNullOrEmpty(cursor)) return FeedCursor.Read(cursor) ?? Fail("cursor", "BadCursor", start);
        if (string.IsNullOrEmpty(updatedSince)) return start;
        // a plus sign that was not encoded arrives as a space
        return Moment.Parse(updatedSince.Replace(' ', '+')) is { } since ? new FeedPosition(since, Guid.Empty) : Fail("updatedSince", "BadTime", start);
    }

    private int ReadLimit(string? limit)
    {
        if (string.IsNullOrEmpty(limit)) return options.Value.PageLength;
        var readable = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        return readable && length >= 1 && length <= options.Value.LongestPage ? length : Fail("limit", "BadLimit", 1, 1, options.Value.LongestPage);
    }

    private T Fail<T>(string field, string key, T value, params object[] arguments)
    {
        _errors[field] = [texts[key, arguments]];
        return value;
    }
}
