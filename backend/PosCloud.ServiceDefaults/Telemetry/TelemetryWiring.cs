using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PosCloud.ServiceDefaults.Telemetry;

/// <summary>OpenTelemetry: traces, metrics and logs; sent by OTLP when the standard variables name a receiver.</summary>
internal static class TelemetryWiring
{
    // Seconds. The default buckets begin at 5 ms and would put nearly every sync into one of them.
    private static readonly double[] DurationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] SizeBuckets = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];

    public static void AddTelemetry(this IHostApplicationBuilder builder, string host)
    {
        var version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
        var telemetry = Microsoft.Extensions.DependencyInjection.OpenTelemetryServicesExtensions.AddOpenTelemetry(builder.Services)
            .ConfigureResource(resource => resource.AddService(host, serviceVersion: version))
            .WithTracing(Trace)
            .WithMetrics(Measure);
        if (HasReceiver(builder.Configuration)) telemetry.UseOtlpExporter();
    }

    private static void Trace(TracerProviderBuilder traces) => traces
        .AddSource(TelemetryNames.Own, TelemetryNames.OrleansSources, TelemetryNames.Database)
        .AddAspNetCoreInstrumentation(http => http.Filter = IsWorthATrace)
        .AddHttpClientInstrumentation();

    private static void Measure(MeterProviderBuilder metrics) => metrics
        .AddMeter(TelemetryNames.Own, TelemetryNames.OrleansMeter, TelemetryNames.Database)
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddView(instrument => instrument is Histogram<double> or Histogram<long> && instrument.Name.StartsWith("poscloud.", StringComparison.Ordinal)
            ? instrument.Unit switch
            {
                "s" => new ExplicitBucketHistogramConfiguration { Boundaries = DurationBuckets },
                "By" => new ExplicitBucketHistogramConfiguration { Boundaries = SizeBuckets },
                _ => null,
            }
            : null)
        .AddPrometheusExporter();

    private static bool HasReceiver(IConfiguration configuration) =>
        new[] { "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT" }
            .Any(name => !string.IsNullOrWhiteSpace(configuration[name]));

    // Probes and scrapes come every few seconds and would bury what people did.
    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/_content", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/_framework", StringComparison.Ordinal);
}
