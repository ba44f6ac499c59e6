using System.Buffers.Binary;
using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;

namespace PosCloud.Protocol.Export;

/// <summary>
/// A journal as a file that a person can carry to the hub: one JSON line that names terminal and store, then per fact i32
/// length and JSON of its place, i32 length of its content, the content, content hash and chain hash, then i32 -1 and the
/// seal: i32 length and an ES256 signature by the device key over everything before. Integers are big-endian.
/// </summary>
/// <param name="Digest">SHA-256 of everything before the seal, which the seal signs.</param>
/// <param name="Seal">Null when the file ends without one.</param>
public sealed record JournalFile(JournalFileHeader Header, IReadOnlyList<JournalFileFact> Facts, Sha256Digest Digest, ReadOnlyMemory<byte>? Seal)
{
    public const string Format = "poscloud-journal-1";

    internal const int EndMark = -1;

    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxPlaceBytes = 1024;
    private const int MaxSealBytes = 256;

    /// <summary>Reads a whole file; null with the problem when it isn't an exported journal. A cut end leaves the facts before it.</summary>
    public static JournalFile? TryRead(ReadOnlyMemory<byte> bytes, out string? problem)
    {
        problem = null;
        var line = bytes.Span[..Math.Min(bytes.Length, MaxHeaderBytes)].IndexOf((byte)'\n');
        if (line < 0 || Parse(bytes.Span[..line]) is not { Format: Format, Terminal: not null, Store: not null, Certificate: not null } header)
        {
            problem = "The file isn't an exported journal.";
            return null;
        }

        var facts = new List<JournalFileFact>();
        var at = line + 1;
        while (TryTakeFact(bytes, ref at) is { } fact) facts.Add(fact);
        var digest = Sha256Digest.Of(bytes.Span[..at]);
        ReadOnlyMemory<byte>? seal = null;
        if (bytes.Length - at >= 4 && BinaryPrimitives.ReadInt32BigEndian(bytes.Span[at..]) == EndMark)
        {
            at += 4;
            if (TryTake(bytes, ref at, MaxSealBytes, out var signature) && at == bytes.Length) seal = signature;
        }

        return new JournalFile(header, facts, digest, seal);
    }

    private static JournalFileFact? TryTakeFact(ReadOnlyMemory<byte> bytes, ref int at)
    {
        var next = at;
        if (!TryTake(bytes, ref next, MaxPlaceBytes, out var place) || !TryTake(bytes, ref next, ProtocolLimits.MaxFactBytes, out var content)) return null;
        if (bytes.Length - next < 2 * Sha256Digest.Length || ParsePlace(place.Span) is not { } read) return null;
        var hashes = bytes.Span.Slice(next, 2 * Sha256Digest.Length);
        at = next + hashes.Length;
        return new JournalFileFact(read.Epoch, read.Sequence, read.Previous, new FactFrame(content, Sha256Digest.FromBytes(hashes[..32]), Sha256Digest.FromBytes(hashes[32..])));
    }

    private static (JournalEpoch Epoch, JournalSequence Sequence, Sha256Digest Previous)? ParsePlace(ReadOnlySpan<byte> json)
    {
        try
        {
            var place = JsonSerializer.Deserialize(json, ProtocolJson.Wire.JournalFilePlace);
            return place is { Sequence: > 0 } && JournalEpoch.TryParse(place.Epoch, out var epoch) && Sha256Digest.TryParse(place.Previous, out var previous)
                ? (epoch, new JournalSequence(place.Sequence), previous)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JournalFileHeader? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ProtocolJson.Wire.JournalFileHeader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryTake(ReadOnlyMemory<byte> bytes, ref int at, int limit, out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (bytes.Length - at < 4) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes.Span[at..]);
        if (length < 0 || length > limit || length > bytes.Length - at - 4) return false;
        part = bytes.Slice(at + 4, length);
        at += 4 + length;
        return true;
    }
}
