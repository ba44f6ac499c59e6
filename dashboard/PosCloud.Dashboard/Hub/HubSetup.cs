using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using PosCloud.Dashboard.Hosting;

namespace PosCloud.Dashboard.Hub;

/// <summary>The client of the hub's cluster.</summary>
public static class HubSetup
{
    /// <summary>Answers the connection to the Redis of the hub's nodes; null when there's one hub.</summary>
    internal static DashboardRedis? AddHubClient(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var redis = AddRedis(builder);
        services.AddSingleton<HubConnection>();
        services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>, HubConnectionLifecycle>();
        services.AddScoped<HubClient>();
        builder.UseOrleansClient(client =>
        {
            if (redis is null) client.UseStaticClustering((StaticGatewayListProviderOptions _) => { });
            else client.UseNodes(redis);
            client.UseConnectionRetryFilter<HubConnectionRetry>();
            client.AddActivityPropagation();
            client.AddClusterConnectionLostHandler(services => (_, _) => services.GetRequiredService<HubConnection>().MarkLost());
            client.Services.AddOptions<StaticGatewayListProviderOptions>().Configure<IOptions<DashboardOptions>>((gateways, dashboard) =>
                gateways.Gateways = [.. dashboard.Value.Gateways().Select(gateway => Address(gateway.Host, gateway.Port).ToGatewayUri())]);
            client.Services.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = "poscloud";
                cluster.ServiceId = "poscloud";
            });
            client.Services.Configure<GatewayOptions>(gateway => gateway.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.Services.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
        });
        return redis;
    }

    private static DashboardRedis? AddRedis(WebApplicationBuilder builder)
    {
        // What isn't a connection string is reported by the check of the options, once the host starts.
        if (builder.Configuration["Dashboard:Redis"] is not { } text || !DashboardRedis.IsConnectionString(text)) return null;
        var redis = new DashboardRedis(text);
        // By a factory, so that the container disposes it.
        builder.Services.AddSingleton(_ => redis);
        return redis;
    }

    private static void UseNodes(this IClientBuilder client, DashboardRedis redis) => client.UseRedisClustering(clustering =>
    {
        clustering.ConfigurationOptions = redis.Configuration;
        clustering.CreateMultiplexer = async _ => (await redis.ConnectAsync(), IsShared: true);
    });

    private static IPEndPoint Address(string host, int port)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return new IPEndPoint(address, port);
        }

        var found = Dns.GetHostAddresses(host);
        return new IPEndPoint(found.FirstOrDefault(candidate => candidate.AddressFamily == AddressFamily.InterNetwork) ?? found[0], port);
    }
}
