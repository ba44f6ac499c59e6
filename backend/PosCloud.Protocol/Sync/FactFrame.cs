using PosCloud.Domain.Facts;

namespace PosCloud.Protocol.Sync;

/// <summary>One fact as sent: its canonical bytes (<see cref="FactHash.ContentBytes"/>) and the two hashes the terminal declares.</summary>
/// <param name="Content">Exactly the bytes that the content hash covers.</param>
public sealed record FactFrame(ReadOnlyMemory<byte> Content, Sha256Digest ContentHash, Sha256Digest ChainHash)
{
    public static FactFrame Of(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new FactFrame(FactHash.ContentBytes(entry.Fact), entry.ContentHash, entry.ChainHash);
    }
}
