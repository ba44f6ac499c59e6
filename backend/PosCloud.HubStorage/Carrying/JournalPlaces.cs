using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Carrying;

/// <summary>Reads where a terminal's journal stands on the hub.</summary>
internal static class JournalPlaces
{
    /// <summary>The line that holds the terminal's own facts, found by the chain hash of its newest fact, else of its acknowledged one.</summary>
    public static async Task<OwnPlace> FindAsync(
        HubDatabase database, TerminalId terminal, EpochPosition acknowledged, EpochPosition? newest, CancellationToken cancellationToken)
    {
        // A journal without a fact of its open epoch has nothing that the hub could lack.
        if (newest is null && acknowledged.Sequence == JournalSequence.None) return new OwnPlace(acknowledged.Epoch, "", IsNewest: true);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        if (newest is not null && await BranchAsync(snapshot, terminal, newest, cancellationToken) is { } branch) return new OwnPlace(newest.Epoch, branch, IsNewest: true);
        return new OwnPlace(acknowledged.Epoch, await BranchAsync(snapshot, terminal, acknowledged, cancellationToken) ?? "", IsNewest: false);
    }

    /// <summary>Ends of all lines of the journal.</summary>
    public static Task<List<BranchHead>> EndsAsync(ReadSnapshot snapshot, TerminalId terminal, CancellationToken cancellationToken) => snapshot.QueryAsync(
        "SELECT epoch, branch, next, chain_hash FROM terminal_head WHERE terminal = @p0 ORDER BY epoch, branch",
        row => new BranchHead(
            JournalEpoch.Parse(row.GetString(0)), row.GetString(1), new JournalSequence(row.GetInt64(2) - 1), Sha256Digest.FromBytes((byte[])row[3])),
        cancellationToken,
        terminal.Value);

    /// <summary>Facts of the terminal's own line that are in quarantine, newest first.</summary>
    public static Task<List<QuarantinedFact>> QuarantinedAsync(
        ReadSnapshot snapshot, TerminalId terminal, OwnPlace own, int limit, CancellationToken cancellationToken) => snapshot.QueryAsync(
        snapshot.Database.Limit(
            """
            SELECT q.sequence, f.fact_id, q.code, q.reason FROM quarantine q
            JOIN fact f ON f.terminal = q.terminal AND f.epoch = q.epoch AND f.branch = q.branch AND f.sequence = q.sequence
            WHERE q.terminal = @p0 AND q.epoch = @p1 AND q.branch = @p2 AND q.replayed_at IS NULL ORDER BY q.sequence DESC
            """,
            limit.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        row => new QuarantinedFact(
            own.Epoch, new JournalSequence(row.GetInt64(0)), row.IsDBNull(1) ? null : new FactId(Guid.Parse(row.GetString(1))), QuarantineText.Parse(row.GetString(2)), row.GetString(3)),
        cancellationToken,
        terminal.Value,
        own.Epoch.Value,
        own.Branch);

    private static async Task<string?> BranchAsync(ReadSnapshot snapshot, TerminalId terminal, EpochPosition position, CancellationToken cancellationToken)
    {
        if (position.Sequence == JournalSequence.None) return null;
        var found = await snapshot.QueryAsync(
            "SELECT branch, chain_hash FROM fact WHERE terminal = @p0 AND epoch = @p1 AND sequence = @p2",
            row => (Branch: row.GetString(0), Chain: Sha256Digest.FromBytes((byte[])row[1])),
            cancellationToken,
            terminal.Value,
            position.Epoch.Value,
            position.Sequence.Value);
        return found.Find(fact => fact.Chain == position.ChainHash).Branch;
    }
}

/// <summary>A terminal's own line of its open epoch on the hub.</summary>
/// <param name="IsNewest">The hub has the newest fact of the terminal's journal.</param>
internal readonly record struct OwnPlace(JournalEpoch Epoch, string Branch, bool IsNewest);
