using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using PosCloud.Dashboard.Hosting;

namespace PosCloud.Dashboard.Hub;

/// <summary>The client of the hub's cluster.</summary>
public static class HubSetup
{
    public static void AddHubClient(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<HubConnection>();
        services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>, HubConnectionLifecycle>();
        services.AddScoped<HubClient>();
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering((StaticGatewayListProviderOptions _) => { });
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
    }

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
