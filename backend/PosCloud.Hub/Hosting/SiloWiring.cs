using System.Net;
using Orleans.Configuration;
using PosCloud.Grains.Access;

namespace PosCloud.Hub.Hosting;

/// <summary>The Orleans silo inside the hub's process.</summary>
internal static class SiloWiring
{
    /// <summary>Cluster and service have one name for ever; dashboards use the same.</summary>
    public const string ClusterName = "poscloud";

    public static void AddSilo(this WebApplicationBuilder builder, string urls)
    {
        var options = HubConfiguration.Hub(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                HubConfiguration.SiloPort(options, urls), HubConfiguration.GatewayPort(options, urls), serviceId: ClusterName, clusterId: ClusterName);
            silo.AddActivityPropagation();
            silo.AddIncomingGrainCallFilter<RoleFilter>();
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // A killed node is replaced within seconds instead of minutes.
                membership.ProbeTimeout = TimeSpan.FromSeconds(2);
                membership.NumMissedProbesLimit = 3;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            });
            silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
        });
    }
}
