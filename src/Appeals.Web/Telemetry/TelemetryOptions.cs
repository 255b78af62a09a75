using System.ComponentModel.DataAnnotations;

namespace Appeals.Web.Telemetry;

/// <summary>Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>An OpenTelemetry collector that speaks OTLP over HTTP, for example http://collector:4318. Nothing is sent while there is none.</summary>
    public Uri? Collector { get; set; }

    /// <summary>Tells nodes of one site apart; the machine's name if left out.</summary>
    public string? Node { get; set; }

    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan MetricsInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Share of requests and jobs that are traced, 0..1.</summary>
    [Range(0, 1)]
    public double TracedShare { get; set; } = 0.1;
}
