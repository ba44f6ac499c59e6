using System.Net;
using System.Net.Sockets;
using PosCloud.Hub.Hosting;

namespace PosCloud.Hub.Nodes;

/// <summary>Where this node's silo listens, and by what address others reach it.</summary>
/// <param name="Address">Of this machine. It listens on no other, so that silo and gateway don't face a public network by accident.</param>
internal sealed record NodePlace(IPAddress Address, int SiloPort, int GatewayPort)
{
    /// <exception cref="NodesProblemException">This machine has no address that others could use.</exception>
    public static NodePlace Of(ServingOptions options, string urls) =>
        new(AddressOf(options), HubConfiguration.SiloPort(options, urls), HubConfiguration.GatewayPort(options, urls));

    private static IPAddress AddressOf(ServingOptions options)
    {
        if (options.NodeAddress is { } given) return IPAddress.Parse(given);
        if (options.Redis is null) return IPAddress.Loopback;
        return Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork).FirstOrDefault(a => !IPAddress.IsLoopback(a))
            ?? throw new NodesProblemException(
                $"{ServingOptions.Section}:{nameof(ServingOptions.NodeAddress)}: the name of this machine leads to no address that other nodes could reach; set the one they should use.");
    }
}
