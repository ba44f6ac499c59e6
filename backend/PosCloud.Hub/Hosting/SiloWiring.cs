using System.Net;
using Orleans.Configuration;
using PosCloud.Grains.Access;

namespace PosCloud.Hub.Hosting;

/// <summary>The Orleans silo inside the hub's process.</summary>
internal static class SiloWiring
{
    /// <summary>Cluster and service have one name for ever; dashboards use the same.</summary>
    public const string ClusterName = "poscloud";

    private const int SiloPortOffset = 5;
    private const int GatewayPortOffset = 6;

    /// <summary>Ports between nodes and for dashboards.</summary>
    public static (int Silo, int Gateway) Ports(IConfiguration configuration, string urls)
    {
        var options = HubConfiguration.Hub(configuration);
        var port = HubConfiguration.FirstAddress(urls).Port;
        return (options.SiloPort ?? port + SiloPortOffset, options.GatewayPort ?? port + GatewayPortOffset);
    }

    public static void AddSilo(this WebApplicationBuilder builder, string urls)
    {
        var (siloPort, gatewayPort) = Ports(builder.Configuration, urls);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ClusterName, clusterId: ClusterName);
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
