using Microsoft.Extensions.Diagnostics.HealthChecks;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Publishing;

namespace PosCloud.Hub.Hosting;

/// <summary>Ready only while the database answers.</summary>
internal sealed class DatabaseCheck(HubDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
            var epoch = await HubEpoch.CurrentAsync(snapshot, cancellationToken);
            return epoch is null ? HealthCheckResult.Unhealthy("The database isn't migrated.") : HealthCheckResult.Healthy(database.Name);
        }
        // Whatever keeps the database from answering is what this check is for.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database doesn't answer.", problem);
        }
    }
}
