using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PosCloud.ServiceDefaults.Health;

/// <summary>Two questions an operator's tools ask: does the process live, and may it get work?</summary>
public static class HostHealth
{
    /// <summary>Tag of checks that must pass before the host gets work.</summary>
    public const string Ready = "ready";

    internal const string LivePath = "/health/live";
    internal const string ReadyPath = "/health/ready";

    internal static void AddHostHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StartedCheck>("started", tags: [Ready]);

    internal static void MapHostHealth(this WebApplication app)
    {
        // Alive means only that the process answers: a broken database isn't cured by restarting the host.
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Description ?? e.Value.Status.ToString());
        return context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks });
    }
}
