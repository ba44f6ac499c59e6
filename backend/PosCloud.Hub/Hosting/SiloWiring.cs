using System.Net;
using Orleans.Configuration;
using PosCloud.Grains.Access;
using PosCloud.Hub.Nodes;

namespace PosCloud.Hub.Hosting;

/// <summary>The Orleans silo inside the hub's process.</summary>
internal static class SiloWiring
{
    /// <summary>Cluster and service have one name for ever; dashboards use the same.</summary>
    public const string ClusterName = "poscloud";

    /// <param name="redis">Holds the list of nodes; null when this is the only one.</param>
    public static void AddSilo(this WebApplicationBuilder builder, string urls, RedisLink? redis)
    {
        var place = NodePlace.Of(HubConfiguration.Hub(builder.Configuration), urls);
        builder.UseOrleans(silo =>
        {
            if (redis is null) silo.UseLocalhostClustering(place.SiloPort, place.GatewayPort, serviceId: ClusterName, clusterId: ClusterName);
            else silo.UseNodes(redis);
            silo.AddActivityPropagation();
            silo.AddIncomingGrainCallFilter<RoleFilter>();
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                // A killed node's grains answer again within five seconds; three missed probes tell a dead node from a
                // busy one.
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 3;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            });
            silo.Configure<EndpointOptions>(endpoints =>
            {
                endpoints.AdvertisedIPAddress = place.Address;
                endpoints.SiloPort = place.SiloPort;
                endpoints.GatewayPort = place.GatewayPort;
                endpoints.SiloListeningEndpoint = new IPEndPoint(place.Address, place.SiloPort);
                endpoints.GatewayListeningEndpoint = new IPEndPoint(place.Address, place.GatewayPort);
            });
        });
    }

    private static void UseNodes(this ISiloBuilder silo, RedisLink redis)
    {
        silo.UseRedisClustering(clustering =>
        {
            clustering.ConfigurationOptions = redis.Configuration;
            clustering.CreateMultiplexer = async _ => (await redis.ConnectAsync(), IsShared: true);
        });
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = ClusterName;
            cluster.ServiceId = ClusterName;
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
    }
}
