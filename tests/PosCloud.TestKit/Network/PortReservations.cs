using System.Net;
using System.Net.Sockets;

namespace PosCloud.TestKit.Network;

/// <summary>
/// Who on this machine uses which block of ports. Between finding a port free and listening on it a program starts for
/// seconds; a lock on a file, which the system releases when its process ends, keeps others away meanwhile.
/// </summary>
public static class PortReservations
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, FileStream> Held = [];

    /// <summary>
    /// Reserves the first block from <paramref name="first"/> on, ending at <paramref name="last"/> at the latest, of which nobody
    /// listens on the ports it uses; null when there is none.
    /// </summary>
    /// <param name="used">Ports that the block beginning there uses.</param>
    public static int? TakeFirst(int first, int last, int size, Func<int, IEnumerable<int>> used)
    {
        ArgumentNullException.ThrowIfNull(used);
        for (var start = first; start + size - 1 <= last; start += size)
        {
            if (!TryTake(start))
            {
                continue;
            }

            if (used(start).All(IsFree))
            {
                return start;
            }

            Return(start);
        }

        return null;
    }

    /// <summary>False when another process, or another part of this one, has the block that begins at this port.</summary>
    private static bool TryTake(int first)
    {
        lock (Gate)
        {
            if (Held.ContainsKey(first))
            {
                return false;
            }

            try
            {
                var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "poscloud-ports"));
                Held[first] = new FileStream(
                    Path.Combine(folder.FullName, $"{first}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Gives the block back; nothing happens when it wasn't taken here.</summary>
    public static void Return(int first)
    {
        lock (Gate)
        {
            if (Held.Remove(first, out var file))
            {
                file.Dispose();
            }
        }
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
