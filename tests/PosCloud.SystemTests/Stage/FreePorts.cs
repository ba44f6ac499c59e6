using System.Net;
using System.Net.Sockets;
using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Stage;

/// <summary>Hands out blocks of ports; several hubs run in this process at the same time.</summary>
internal static class FreePorts
{
    private const int First = 6500;
    private const int Last = 6599;
    private const int Size = 8;
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];

    /// <summary>Eight ports that nobody listens on.</summary>
    public static PortBlock Take()
    {
        lock (Gate)
        {
            for (var start = First; start + Size - 1 <= Last; start += Size)
            {
                if (!Taken.Contains(start) && Enumerable.Range(start, Size).All(IsFree))
                {
                    Taken.Add(start);
                    return new PortBlock(start);
                }
            }
        }

        throw new InvalidOperationException($"No free block of ports from {First} to {Last}.");
    }

    public static void Return(PortBlock block)
    {
        lock (Gate) Taken.Remove(block.Base);
    }

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
