using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>A request as the bytes that go over the line, so that it may be one that no client library would send.</summary>
/// <param name="CutAt">Bytes of the body that are sent before the sender ends its side; null for all.</param>
internal sealed record RawRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, int? CutAt = null)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>True when the head says how long the body is, rightly or not, instead of leaving that to the sending.</summary>
    public bool SaysItsLength => Headers.Any(header => header.Name.Contains("Length", StringComparison.OrdinalIgnoreCase) || header.Name == "Transfer-Encoding");

    public byte[] ToBytes(string host)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        if (!Has("Host")) head.Append("Host: ").Append(host).Append("\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (!Has("Content-Length") && !Has("Transfer-Encoding")) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        head.Append("Connection: close\r\n\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. Body.AsSpan(0, Math.Min(CutAt ?? Body.Length, Body.Length))];
    }

    /// <summary>Sends it on a connection of its own; null when that ended without an answer.</summary>
    public async Task<RawAnswer?> SendAsync(Uri hub, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var received = new MemoryStream();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, hub.Port, limit.Token);
            await socket.SendAsync(ToBytes(hub.Authority), limit.Token);
            if (CutAt is not null) socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The hub may answer and close before it has read all; what it said is looked at below.
        }

        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, limit.Token)) > 0;) received.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // Closed with bytes of ours unread: what came before counts.
        }

        return RawAnswer.Read(received.ToArray());
    }

    /// <summary>A line for a shell with bash and nc that sends the same bytes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var value in ToBytes("127.0.0.1:5100"))
        {
            text.Append((char)value switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '%' => "%%",
                '\\' => "\\\\",
                >= ' ' and <= '~' and not '\'' => ((char)value).ToString(),
                _ => $"\\x{value:x2}",
            });
        }

        return $"printf '{text}' | nc {(CutAt is null ? "" : "-N ")}127.0.0.1 5100";
    }

    private bool Has(string name) => Headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
