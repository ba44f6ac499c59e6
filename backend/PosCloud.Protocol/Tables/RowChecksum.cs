using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PosCloud.Protocol.Tables;

/// <summary>
/// A stream's checksum: the sum, modulo 2^64, of one hash per live row over table, key, change number and content. A sum,
/// so that publishing and applying maintain it row by row; the order of rows doesn't matter.
/// </summary>
public static class RowChecksum
{
    /// <summary>Hash of a row's content, kept beside it on both sides.</summary>
    public static long HashOfContent(string rowJson) => unchecked((long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(rowJson)));

    /// <summary>What one live row adds to its stream's checksum.</summary>
    public static long Of(string table, string key, long sequence, long contentHash)
    {
        var tableBytes = Encoding.UTF8.GetByteCount(table);
        var keyBytes = Encoding.UTF8.GetByteCount(key);
        var length = tableBytes + keyBytes + 18;
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(table, bytes);
        bytes[tableBytes] = 0;
        Encoding.UTF8.GetBytes(key, bytes[(tableBytes + 1)..]);
        bytes[tableBytes + 1 + keyBytes] = 0;
        BinaryPrimitives.WriteInt64BigEndian(bytes[(tableBytes + keyBytes + 2)..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(tableBytes + keyBytes + 10)..], contentHash);
        return unchecked((long)XxHash3.HashToUInt64(bytes));
    }
}
