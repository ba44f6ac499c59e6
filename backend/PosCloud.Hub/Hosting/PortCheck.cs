using System.Net;
using System.Net.Sockets;

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
            Require(address.Port, "is in use", "choose another address with --urls");
        Require(HubConfiguration.SiloPort(options, urls), "is in use, which is for the hub's nodes", "choose another with Hub__SiloPort");
        Require(HubConfiguration.GatewayPort(options, urls), "is in use, which is for dashboards", "choose another with Hub__GatewayPort");
    }

    private static void Require(int port, string problem, string remedy)
    {
        // Port 0 lets the operating system choose.
        if (port == 0) return;
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException($"Port {port} {problem}. End the program that listens there, or {remedy}.");
        }
    }
}
