using System.Net;
using System.Net.Sockets;
using PosCloud.Hub.Nodes;

namespace PosCloud.Hub.Hosting;

/// <summary>
/// Looks at all ports before anything starts. The silo's own listeners would share a port with another hub without a
/// word, and a busy HTTP port would be noticed only after the silo runs.
/// </summary>
internal static class PortCheck
{
    /// <exception cref="PortTakenException">One is in use.</exception>
    public static void RequireFree(ServingOptions options, string urls)
    {
        foreach (var address in HubConfiguration.Addresses(urls))
            Require(IPAddress.Loopback, address.Port, "is in use", "choose another address with --urls");
        var place = NodePlace.Of(options, urls);
        Require(place.Address, place.SiloPort, "is in use, which is for the hub's nodes", "choose another with Hub__SiloPort");
        Require(place.Address, place.GatewayPort, "is in use, which is for dashboards", "choose another with Hub__GatewayPort");
    }

    private static void Require(IPAddress address, int port, string problem, string remedy)
    {
        // Port 0 lets the operating system choose.
        if (port == 0) return;
        using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException($"Port {port} {problem}. End the program that listens there, or {remedy}.");
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new NodesProblemException($"{ServingOptions.Section}:{nameof(ServingOptions.NodeAddress)}: {address} is not an address of this machine.", error);
        }
    }
}
