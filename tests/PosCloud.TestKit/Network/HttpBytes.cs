using System.Globalization;
using System.Text;

namespace PosCloud.TestKit.Network;

/// <summary>Cuts one HTTP/1.1 request out of a stream of bytes.</summary>
internal static class HttpBytes
{
    private const int MaxHead = 64 * 1024;

    /// <summary>The whole request, told to be the only one of its connection; null when none came, or not whole.</summary>
    public static async Task<byte[]?> RequestAsync(Stream source, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int end;
        while ((end = HeadEnd(bytes)) < 0)
        {
            var read = await source.ReadAsync(buffer, cancellation);
            if (read == 0 || bytes.Length > MaxHead) return null;
            bytes.Write(buffer, 0, read);
        }

        var head = Encoding.ASCII.GetString(bytes.GetBuffer(), 0, end);
        var length = end + 4 + ContentLength(head);
        var isChunked = head.Split("\r\n").Any(line => Is(line, "Transfer-Encoding"));
        while (isChunked ? !bytes.GetBuffer().AsSpan(0, (int)bytes.Length).EndsWith("0\r\n\r\n"u8) : bytes.Length < length)
        {
            var read = await source.ReadAsync(buffer, cancellation);
            if (read == 0) return null;
            bytes.Write(buffer, 0, read);
        }

        var alone = Encoding.ASCII.GetBytes(string.Join("\r\n", head.Split("\r\n").Where(line => !Is(line, "Connection")).Append("Connection: close")) + "\r\n\r\n");
        return [.. alone, .. bytes.ToArray().AsSpan(end + 4)];
    }

    private static int HeadEnd(MemoryStream bytes) => bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf("\r\n\r\n"u8);

    private static int ContentLength(string head) =>
        head.Split("\r\n").FirstOrDefault(line => Is(line, "Content-Length")) is { } line
            ? int.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)
            : 0;

    private static bool Is(string line, string header) => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase);
}
