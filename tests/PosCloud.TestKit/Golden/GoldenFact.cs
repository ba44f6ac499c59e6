using System.Buffers.Binary;
using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;

namespace PosCloud.TestKit.Golden;

/// <summary>
/// A kept fact, as a frame travels: i32 length, content, content hash, chain hash. It stands first in the journal of
/// terminal <c>S1T1</c>, epoch 1.
/// </summary>
public sealed record GoldenFact(string File, string Type, int Version, Fact Fact, FactFrame Frame)
{
    public static TerminalId Terminal { get; } = TerminalId.Parse("S1T1");

    public static byte[] Write(Fact fact)
    {
        var frame = FactFrame.Of(JournalEntry.Append(Terminal, JournalEpoch.First, new JournalSequence(1), Sha256Digest.None, fact));
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, frame.Content.Length);
        return [.. length, .. frame.Content.Span, .. frame.ContentHash.ToArray(), .. frame.ChainHash.ToArray()];
    }

    /// <exception cref="FormatException">The file isn't one whole fact.</exception>
    public static GoldenFact Parse(string file, byte[] bytes)
    {
        var length = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (length != bytes.Length - 4 - (2 * Sha256Digest.Length)) throw new FormatException($"{file} isn't one frame.");
        var content = bytes.AsMemory(4, length);
        if (!FactHash.TryReadContent(content, out var fact)) throw new FormatException($"{file} doesn't hold a fact's content.");
        var hashes = bytes.AsSpan(4 + length);
        var frame = new FactFrame(content, Sha256Digest.FromBytes(hashes[..Sha256Digest.Length]), Sha256Digest.FromBytes(hashes[Sha256Digest.Length..]));
        var parts = Path.GetFileName(file).Split('.');
        return new GoldenFact(file, parts[0], int.Parse(parts[1].AsSpan(1), CultureInfo.InvariantCulture), fact!, frame);
    }
}
