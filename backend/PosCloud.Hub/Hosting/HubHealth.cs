using PosCloud.ServiceDefaults.Health;

namespace PosCloud.Hub.Hosting;

/// <summary>The hub's own readiness checks.</summary>
internal static class HubHealth
{
    public static void AddHubHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [HostHealth.Ready]);
}
