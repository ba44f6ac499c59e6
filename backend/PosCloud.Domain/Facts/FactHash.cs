using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>
/// The two hashes of a fact and the fixed binary layout they cover (PROTOCOL.md, "Hashes"). The hub hashes the bytes it
/// received; nothing is ever re-serialised to compute a hash.
/// </summary>
public static class FactHash
{
    /// <summary>Longest type name in UTF-8 bytes.</summary>
    public const int MaxTypeBytes = 64;

    /// <summary>
    /// Canonical bytes of a fact: id (16, big-endian) · type (u16 length, UTF-8) · version (i32) · occurredAt (i64, Unix
    /// milliseconds) · store (u16 length, UTF-8) · payload (i32 length, bytes). All integers big-endian.
    /// </summary>
    public static byte[] ContentBytes(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var writer = new ArrayBufferWriter<byte>(64 + fact.Payload.Length);
        if (!fact.Id.Value.TryWriteBytes(writer.GetSpan(16), bigEndian: true, out _)) throw new InvalidOperationException("No room for the id.");
        writer.Advance(16);
        WriteText(writer, fact.Type);
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(4), fact.Version);
        writer.Advance(4);
        BinaryPrimitives.WriteInt64BigEndian(writer.GetSpan(8), fact.OccurredAt.ToUnixTimeMilliseconds());
        writer.Advance(8);
        WriteText(writer, fact.Store.Value);
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(4), fact.Payload.Length);
        writer.Advance(4);
        writer.Write(fact.Payload.Span);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads canonical bytes back; false if they aren't exactly one well-formed fact.</summary>
    public static bool TryReadContent(ReadOnlyMemory<byte> bytes, out Fact? fact)
    {
        fact = null;
        var span = bytes.Span;
        var at = 0;
        if (span.Length < 16) return false;
        var id = new Guid(span[..16], bigEndian: true);
        at = 16;
        if (id == Guid.Empty || !TryReadText(span, ref at, out var type) || !IsTypeName(type) || at + 12 > span.Length) return false;
        var version = BinaryPrimitives.ReadInt32BigEndian(span[at..]);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(span[(at + 4)..]);
        at += 12;
        if (version < 1 || milliseconds is < -62_135_596_800_000 or > 253_402_300_799_999) return false;
        if (!TryReadText(span, ref at, out var storeText) || !StoreId.TryParse(storeText, out var store)) return false;
        if (at + 4 > span.Length) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(span[at..]);
        at += 4;
        if (length < 0 || length != span.Length - at) return false;
        fact = new Fact(new FactId(id), type, version, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), store, bytes[at..]);
        return true;
    }

    /// <summary>SHA-256 of <see cref="ContentBytes"/>.</summary>
    public static Sha256Digest ContentHash(Fact fact) => Sha256Digest.Of(ContentBytes(fact));

    /// <summary>
    /// SHA-256 of previous (32) · terminal (u16 length, UTF-8) · epoch (u16 length, UTF-8) · sequence (i64) · contentHash (32).
    /// </summary>
    public static Sha256Digest ChainHash(
        Sha256Digest previous, TerminalId terminal, JournalEpoch epoch, JournalSequence sequence, Sha256Digest contentHash)
    {
        var writer = new ArrayBufferWriter<byte>(128);
        previous.CopyTo(writer.GetSpan(Sha256Digest.Length));
        writer.Advance(Sha256Digest.Length);
        WriteText(writer, terminal.Value);
        WriteText(writer, epoch.Value);
        BinaryPrimitives.WriteInt64BigEndian(writer.GetSpan(8), sequence.Value);
        writer.Advance(8);
        contentHash.CopyTo(writer.GetSpan(Sha256Digest.Length));
        writer.Advance(Sha256Digest.Length);
        return Sha256Digest.Of(writer.WrittenSpan);
    }

    /// <summary>Types of facts have names of ASCII letters, digits, dots and dashes; databases hold them as text.</summary>
    private static bool IsTypeName(string type) => type.Length > 0 && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static void WriteText(ArrayBufferWriter<byte> writer, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteUInt16BigEndian(writer.GetSpan(2), checked((ushort)length));
        writer.Advance(2);
        Encoding.UTF8.GetBytes(text, writer.GetSpan(length));
        writer.Advance(length);
    }

    private static bool TryReadText(ReadOnlySpan<byte> span, ref int at, out string text)
    {
        text = "";
        if (at + 2 > span.Length) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(span[at..]);
        at += 2;
        if (length > MaxTypeBytes || at + length > span.Length) return false;
        text = Encoding.UTF8.GetString(span.Slice(at, length));
        at += length;
        return true;
    }
}
