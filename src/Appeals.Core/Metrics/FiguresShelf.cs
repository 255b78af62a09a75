using System.Collections.Concurrent;
using Appeals.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Appeals.Core.Metrics;

/// <summary>The newest figures of each platform and zone. They are read anew when somebody asks and the last ones are not fresh any more; they say of when they are.</summary>
public sealed class FiguresShelf(IServiceScopeFactory scopes, TimeProvider time, IOptions<MetricsOptions> options)
{
    private readonly ConcurrentDictionary<(Guid Platform, string Zone), PlatformFigures> _figures = [];

    public async Task<PlatformFigures> GetAsync(Guid platformId, DateTimeZone zone, CancellationToken cancellation)
    {
        var key = (platformId, zone.Id);
        if (_figures.TryGetValue(key, out var figures) && time.Now() - figures.At < options.Value.Freshness) return figures;
        await using var scope = scopes.CreateAsyncScope();
        return _figures[key] = await scope.ServiceProvider.GetRequiredService<MetricsQueries>().ReadAsync(platformId, zone, cancellation);
    }
}
