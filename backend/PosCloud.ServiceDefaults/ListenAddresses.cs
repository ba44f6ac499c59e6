using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace PosCloud.ServiceDefaults;

/// <summary>
/// Looks at the addresses a host is to listen on before anything starts: the web server is told of a taken one late, and where
/// parts start at the same time not before the slowest of them has started.
/// </summary>
public static class ListenAddresses
{
    /// <param name="urls">Separated by semicolons; null or empty for none.</param>
    /// <exception cref="HostProblemException">One is in use, not of this machine, or not for this user.</exception>
    /// <exception cref="FormatException">One isn't an address.</exception>
    public static void RequireFree(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            // Port 0 lets the operating system choose.
            if (address.IsUnixPipe || address.Port == 0) continue;
            try
            {
                using var listener = Listen(new IPEndPoint(Of(address.Host), address.Port));
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new HostProblemException(new HostProblem(
                    HostProblem.Locked, $"Port {address.Port} is in use. End the program that listens there, or choose another address with --urls."), error);
            }
            catch (SocketException error) when (HostProblem.Of(error) is { } problem)
            {
                throw new HostProblemException(problem, error);
            }
        }
    }

    /// <summary>Alone on that port, whatever the other one allows.</summary>
    public static Socket Listen(IPEndPoint place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var listener = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            listener.Bind(place);
            listener.Listen();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    // The server listens everywhere for any other name.
    private static IPAddress Of(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : IPAddress.Any;
}
