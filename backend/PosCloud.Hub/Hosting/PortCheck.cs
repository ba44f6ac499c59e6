using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace PosCloud.Hub.Hosting;

/// <summary>
/// Looks before the start whether the hub's ports are free. A silo that finds out half-way prints pages of its own
/// before the one line that says why.
/// </summary>
internal static class PortCheck
{
    /// <exception cref="IOException">Another program listens on an address of the hub.</exception>
    /// <exception cref="SocketException">Another program listens on a port of the silo.</exception>
    public static void Run(IConfiguration configuration, string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0) continue;
            try
            {
                Listen(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any, address.Port);
            }
            catch (SocketException inUse) when (inUse.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new IOException($"The address {url} is in use.", new AddressInUseException(inUse.Message, inUse));
            }
        }

        var (silo, gateway) = SiloWiring.Ports(configuration, urls);
        Listen(IPAddress.Loopback, silo);
        Listen(IPAddress.Loopback, gateway);
    }

    private static void Listen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        listener.Start();
    }
}
