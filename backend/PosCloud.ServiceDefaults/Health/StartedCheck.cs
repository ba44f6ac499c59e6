using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace PosCloud.ServiceDefaults.Health;

/// <summary>Not ready before every hosted service has started, nor while stopping.</summary>
internal sealed class StartedCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((lifetime.ApplicationStarted.IsCancellationRequested, lifetime.ApplicationStopping.IsCancellationRequested) switch
        {
            (_, true) => HealthCheckResult.Unhealthy("stopping"),
            (false, _) => HealthCheckResult.Unhealthy("starting"),
            _ => HealthCheckResult.Healthy("started"),
        });
}
