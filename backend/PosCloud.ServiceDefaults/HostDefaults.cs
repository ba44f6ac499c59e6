using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using PosCloud.ServiceDefaults.Health;
using PosCloud.ServiceDefaults.Telemetry;

namespace PosCloud.ServiceDefaults;

/// <summary>What every host has: telemetry, health, resilient HTTP clients, the system clock, logs on standard error.</summary>
public static class HostDefaults
{
    /// <param name="builder">The host.</param>
    /// <param name="host">Name in telemetry, for example <c>poscloud-hub</c>; <c>OTEL_SERVICE_NAME</c> replaces it.</param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, string host)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        // Standard output belongs to the answers of commands; a log line there would break `--json`.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // Its lines hold addresses with their queries, and a set-up link's token is in one. After all configuration, so that no
        // level an operator chooses brings them back.
        builder.Services.PostConfigure<LoggerFilterOptions>(filter =>
            filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, null)));
        builder.AddTelemetry(builder.Configuration["OTEL_SERVICE_NAME"] ?? host);
        builder.Services.AddHostHealth();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(resilience =>
            // A repeated POST is safe only where the receiver says so; such callers repeat on their own.
            resilience.Retry.DisableForUnsafeHttpMethods()));
        return builder;
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapHostHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }
}
