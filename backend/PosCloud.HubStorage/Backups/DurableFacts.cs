using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Through which fact each terminal's journal is in the newest verified backup of this history. Asked with every sync, so
/// it is held in memory and looked up again once a minute: knowing of a newer backup a little later only keeps facts longer.
/// </summary>
public sealed class DurableFacts(HubDatabase database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    private const string Newest = "SELECT id FROM backup_made WHERE hub_epoch = @p0 AND verified_at IS NOT NULL ORDER BY began_at DESC, id DESC";

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Known? _known;

    /// <summary>The ends of the terminal's lines in that backup; null when there is none that has anything of it.</summary>
    /// <param name="hubEpoch">The history that the sync is answered in: a backup of another one says nothing.</param>
    public async ValueTask<IReadOnlyList<EpochPosition>?> OfAsync(TerminalId terminal, string hubEpoch, CancellationToken cancellationToken)
    {
        var known = _known;
        if (known is null || !IsFresh(known, hubEpoch)) known = await RefreshAsync(hubEpoch, cancellationToken);
        return known.Ends.GetValueOrDefault(terminal.Value);
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh(Known known, string hubEpoch) => known.HubEpoch == hubEpoch && clock.GetElapsedTime(known.ReadAt) < Holds;

    private async Task<Known> RefreshAsync(string hubEpoch, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && IsFresh(known, hubEpoch)) return known;
            return _known = await ReadAsync(hubEpoch, _known, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Known> ReadAsync(string hubEpoch, Known? before, CancellationToken cancellationToken)
    {
        var at = clock.GetTimestamp();
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var newest = (await snapshot.QueryAsync(database.Limit(Newest, "1"), row => row.GetString(0), cancellationToken, hubEpoch)).FirstOrDefault();
        if (newest is null) return new Known(hubEpoch, null, at, []);
        if (before is not null && before.HubEpoch == hubEpoch && before.Backup == newest) return before with { ReadAt = at };
        var ends = await snapshot.QueryAsync(
            "SELECT terminal, epoch, through, chain_hash FROM backup_head WHERE backup_id = @p0 ORDER BY terminal, epoch, branch",
            row => (Terminal: row.GetString(0), End: new EpochPosition(
                JournalEpoch.Parse(row.GetString(1)), new JournalSequence(row.GetInt64(2)), Sha256Digest.FromBytes((byte[])row[3]))),
            cancellationToken,
            newest);
        return new Known(
            hubEpoch, newest, at,
            ends.GroupBy(end => end.Terminal, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<EpochPosition>)[.. group.Select(end => end.End)], StringComparer.Ordinal));
    }

    private sealed record Known(string HubEpoch, string? Backup, long ReadAt, Dictionary<string, IReadOnlyList<EpochPosition>> Ends);
}
