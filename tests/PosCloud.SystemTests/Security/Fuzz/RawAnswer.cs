using System.Globalization;
using System.Text;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>What came back over the line.</summary>
internal sealed record RawAnswer(int Status, string Head, byte[] Body)
{
    public string Text => Head + Encoding.UTF8.GetString(Body);

    public bool HasHeader(string name) => Head.Contains("\n" + name + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when there's no complete head.</summary>
    public static RawAnswer? Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var head = Encoding.Latin1.GetString(bytes, 0, end);
        var parts = head.Split(' ', 3);
        return parts.Length >= 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new RawAnswer(status, head, bytes[(end + 4)..])
            : null;
    }
}
