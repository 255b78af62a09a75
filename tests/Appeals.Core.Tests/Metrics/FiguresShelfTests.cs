using Appeals.Core.Metrics;
using Appeals.Core.ServiceLevels;
using Appeals.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Appeals.Core.Tests.Metrics;

public sealed class FiguresShelfTests
{
    [Fact]
    public async Task GetAsync_WithinAndAfterTheirFreshness_KeepsAndRenewsTheFiguresOfEachPlatform()
    {
        var time = new FakeTime();
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var world = await World.CreateAsync(db, time.Now);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddScoped(_ => database.Open()).AddScoped<MetricsQueries>().AddSingleton<FiguresShelf>()
            .AddOptions<MetricsOptions>().Services.AddOptions<ServiceLevelOptions>().Services.BuildServiceProvider();
        var shelf = services.GetRequiredService<FiguresShelf>();
        Assert.Equal(0, (await shelf.GetAsync(world.Platform.Id, DateTimeZone.Utc, default)).Open);
        await new ManyAppeals(world, time.Now).AddAsync(database.Open, 50, openShare: 1);

        time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(0, (await shelf.GetAsync(world.Platform.Id, DateTimeZone.Utc, default)).Open);
        Assert.Equal(5, (await shelf.GetAsync(world.OtherPlatform.Id, DateTimeZone.Utc, default)).Open);
        time.Advance(TimeSpan.FromSeconds(1));
        var renewed = await shelf.GetAsync(world.Platform.Id, DateTimeZone.Utc, default);
        Assert.Equal((45, time.Now), (renewed.Open, renewed.At));
    }
}
