using System.Security.Cryptography;
using System.Text;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Carrying;

/// <summary>
/// Names under which an engine knows a terminal's files. The first half is made from the terminal's code, so that the hub
/// can tell whose a name is; the second half is random, because each new file is a stranger to the engine.
/// </summary>
public static class ClientIds
{
    private const int Half = 8;

    public static Guid New(TerminalId terminal)
    {
        var bytes = new byte[2 * Half];
        OwnHalf(terminal).CopyTo(bytes, 0);
        RandomNumberGenerator.Fill(bytes.AsSpan(Half));
        return new Guid(bytes, bigEndian: true);
    }

    public static bool IsOf(TerminalId terminal, Guid id) => id.ToByteArray(bigEndian: true).AsSpan(0, Half).SequenceEqual(OwnHalf(terminal));

    private static byte[] OwnHalf(TerminalId terminal) => SHA256.HashData(Encoding.UTF8.GetBytes("poscloud-terminal:" + terminal.Value))[..Half];
}
