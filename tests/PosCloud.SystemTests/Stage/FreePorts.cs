using System.Net;
using System.Net.Sockets;
using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Stage;

/// <summary>Hands out blocks of ports; several hubs run in this process at the same time.</summary>
internal static class FreePorts
{
    private const int First = 6500;
    private const int Last = 6799;
    private const int Size = 8;

    /// <summary>Eight ports that nobody listens on.</summary>
    public static PortBlock Take()
    {
        for (var start = First; start + Size - 1 <= Last; start += Size)
        {
            if (!PortReservations.TryTake(start))
            {
                continue;
            }

            if (Enumerable.Range(start, Size).All(IsFree))
            {
                return new PortBlock(start);
            }

            PortReservations.Return(start);
        }

        throw new InvalidOperationException($"No free block of ports from {First} to {Last}.");
    }

    public static void Return(PortBlock block) => PortReservations.Return(block.Base);

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
