using System.Net;
using System.Net.Sockets;
using PosCloud.Hub.Nodes;
using PosCloud.ServiceDefaults;

namespace PosCloud.Hub.Hosting;

/// <summary>
/// Looks at all ports before anything starts. The silo's own listeners would share a port with another hub without a
/// word, and a busy HTTP port would be noticed only after the silo runs.
/// </summary>
internal static class PortCheck
{
    /// <exception cref="PortTakenException">One of the node's is in use.</exception>
    /// <exception cref="HostProblemException">One of the addresses can't be listened on.</exception>
    public static void RequireFree(ServingOptions options, string urls)
    {
        ListenAddresses.RequireFree(urls);
        var place = NodePlace.Of(options, urls);
        var own = HubConfiguration.Addresses(urls).Select(address => address.Port).ToList();
        Require(place.Address, place.SiloPort, own, "is in use, which is for the hub's nodes", "choose another with Hub__SiloPort");
        Require(place.Address, place.GatewayPort, [.. own, place.SiloPort], "is in use, which is for dashboards", "choose another with Hub__GatewayPort");
    }

    private static void Require(IPAddress address, int port, List<int> own, string problem, string remedy)
    {
        if (port == 0) return;
        var taken = $"Port {port} {problem}. End the program that listens there, or {remedy}.";
        if (own.Contains(port)) throw new PortTakenException(taken);
        try
        {
            using var listener = ListenAddresses.Listen(new IPEndPoint(address, port));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException(taken);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new NodesProblemException($"{ServingOptions.Section}:{nameof(ServingOptions.NodeAddress)}: {address} is not an address of this machine.", error);
        }
    }
}
