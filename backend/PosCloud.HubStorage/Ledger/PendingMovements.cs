using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Ledger;

/// <summary>Reads what is accepted and not applied yet, in journal order.</summary>
public sealed class PendingMovements(HubDatabase database, HubStorageOptions options)
{
    /// <summary>The next batch of each part of this terminal's journal; empty when everything is applied.</summary>
    public async Task<IReadOnlyList<ApplyBatch>> ReadAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var parts = await snapshot.QueryAsync(
            """
            SELECT a.store, a.epoch, a.branch, a.through, a.version FROM terminal_applied a
            JOIN terminal_head h ON h.terminal = a.terminal AND h.epoch = a.epoch AND h.branch = a.branch
            WHERE a.terminal = @p0 AND h.next > a.through + 1 ORDER BY a.store, a.epoch, a.branch
            """,
            row => (Key: new AppliedKey(StoreId.Parse(row.GetString(0)), terminal, JournalEpoch.Parse(row.GetString(1)), row.GetString(2)),
                Through: row.GetInt64(3), Version: row.GetInt64(4)),
            cancellationToken,
            terminal.Value);
        var batches = new List<ApplyBatch>();
        foreach (var (key, through, version) in parts)
        {
            if (await ReadPartAsync(snapshot, key, through, version, cancellationToken) is { } batch) batches.Add(batch);
        }

        return batches;
    }

    /// <summary>Terminals with facts received before that time and not applied: something interrupted their reconciliation.</summary>
    public async Task<IReadOnlyList<TerminalId>> WaitingAsync(DateTimeOffset receivedBefore, int limit, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var sql = database.Limit(
            """
            SELECT DISTINCT a.terminal FROM terminal_applied a
            JOIN terminal_head h ON h.terminal = a.terminal AND h.epoch = a.epoch AND h.branch = a.branch
            WHERE h.next > a.through + 1 AND EXISTS (
                SELECT 1 FROM fact f WHERE f.terminal = a.terminal AND f.epoch = a.epoch AND f.branch = a.branch
                    AND f.sequence > a.through AND f.store = a.store AND f.received_at < @p0)
            ORDER BY a.terminal
            """,
            limit.ToString(CultureInfo.InvariantCulture));
        return await snapshot.QueryAsync(sql, row => TerminalId.Parse(row.GetString(0)), cancellationToken, receivedBefore.ToUnixTimeMilliseconds());
    }

    private async Task<ApplyBatch?> ReadPartAsync(ReadSnapshot snapshot, AppliedKey key, long through, long version, CancellationToken cancellationToken)
    {
        var sql = database.Limit(
            $"SELECT {StoredMovements.Columns}, status, chain_hash FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence > @p3 AND store = @p4 ORDER BY sequence",
            options.MaxFactsPerBatch.ToString(CultureInfo.InvariantCulture));
        var (movements, quarantined, to, chain, facts) = (new List<LedgerMovement>(), new List<long>(), 0L, default(Sha256Digest), 0);
        await snapshot.EachAsync(
            sql,
            row =>
            {
                to = row.GetInt64(3);
                chain = Sha256Digest.FromBytes((byte[])row[10]);
                facts++;
                var status = row.GetString(9);
                if (status == "A") movements.AddRange(StoredMovements.Of(row));
                if (status == "Q") quarantined.Add(to);
                return true;
            },
            cancellationToken,
            key.Terminal.Value,
            key.Epoch.Value,
            key.Branch,
            through,
            key.Store.Value);
        return facts == 0 ? null : new ApplyBatch(key, through, version, to, chain.ToString(), quarantined, movements, facts);
    }
}
