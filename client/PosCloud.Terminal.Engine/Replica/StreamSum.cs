using PosCloud.Protocol.Tables;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>What a stream's rows add up to, kept row by row.</summary>
internal sealed class StreamSum(long count, long checksum)
{
    public long Count { get; private set; } = count;

    public long Checksum { get; private set; } = checksum;

    public void Add(SyncedTable table, string key, long sequence, long hash)
    {
        Count++;
        Checksum = unchecked(Checksum + RowChecksum.Of(table.Name, key, sequence, hash));
    }

    public void Remove(SyncedTable table, string key, (long Sequence, long Hash)? old)
    {
        if (old is not { } row) return;
        Count--;
        Checksum = unchecked(Checksum - RowChecksum.Of(table.Name, key, row.Sequence, row.Hash));
    }
}
