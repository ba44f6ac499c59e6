using Microsoft.Extensions.Diagnostics.HealthChecks;
using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Hosting;

/// <summary>Ready means: this terminal can sell. Being offline is no illness.</summary>
public sealed class JournalCheck(TerminalEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(engine.JournalDamage is { } damage ? HealthCheckResult.Unhealthy("the journal is damaged: " + damage) : (engine.Identity, engine.IsDiskFull) switch
        {
            (_, true) => HealthCheckResult.Unhealthy("the disk is full"),
            (null, _) => HealthCheckResult.Degraded("not paired with a store yet"),
            _ => HealthCheckResult.Healthy("can sell"),
        });
}
