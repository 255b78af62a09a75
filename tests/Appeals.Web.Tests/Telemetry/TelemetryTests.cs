using System.Diagnostics.Metrics;
using Appeals.Core.Telemetry;
using Appeals.Testing;

namespace Appeals.Web.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Collector_WhenSet_GetsMetricsAndTracesWithoutSecrets()
    {
        await using var collector = await Collector.StartAsync();
        await using var site = new SiteProcess(("Demo:Enabled", "false"), ("Telemetry:Collector", collector.Address.ToString()),
            ("Telemetry:MetricsInterval", "00:00:01"), ("Telemetry:TracedShare", "1"));
        await site.StartAsync();
        using var http = new HttpClient { BaseAddress = site.Address };
        using var page = await http.GetAsync(new Uri("/reset-password?person=00000000-0000-0000-0000-000000000001&code=a-secret-code", UriKind.Relative));

        await Until.HoldsAsync(() => Task.FromResult(
            collector.Text("/v1/metrics") is var metrics && metrics.Contains("appeals.open", StringComparison.Ordinal)
            && metrics.Contains("http.server.request.duration", StringComparison.Ordinal) && metrics.Contains("dotnet.gc", StringComparison.Ordinal)
            && collector.Text("/v1/traces").Length > 0), TimeSpan.FromSeconds(60), () => "Nothing arrived.\n" + site.Log);

        Assert.DoesNotContain("a-secret-code", collector.Text("/v1/traces") + collector.Text("/v1/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-code", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_ListsEveryInstrument()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Instruments.Name) names.Add(instrument.Name);
        };
        listener.Start();
        _ = Instruments.Activities;

        Assert.NotEmpty(names);
        Assert.Empty(names.Where(name => !readme.Contains($"`{name}`", StringComparison.Ordinal)));
    }
}
