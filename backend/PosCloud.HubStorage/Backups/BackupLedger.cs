using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Rows of what backups contain. Only a verified one counts; of those that were begun and never verified a few are kept,
/// in case somebody still does.
/// </summary>
internal static class BackupLedger
{
    private const int BegunKept = 30;

    /// <summary>
    /// Notes what a backup contains. A name that was begun before and isn't verified yet keeps what it had then: which of
    /// the two copies somebody will verify can't be known.
    /// </summary>
    public static async Task BeginAsync(HubTransaction transaction, string name, BackupContents contents, DateTimeOffset began)
    {
        var open = await OpenAsync(transaction, name);
        if (open.Exists(row => row.Epoch == contents.HubEpoch)) return;
        foreach (var (id, _) in open) await RemoveAsync(transaction, id);
        await InsertAsync(transaction, name, contents, began, verified: null);
        var begun = await transaction.QueryAsync("SELECT id FROM backup_made WHERE verified_at IS NULL ORDER BY began_at DESC, id DESC", row => row.GetString(0));
        foreach (var id in begun.Skip(BegunKept)) await RemoveAsync(transaction, id);
    }

    /// <summary>Notes a backup that was verified as it was made.</summary>
    public static async Task<VerifiedBackupNote> MadeAsync(HubTransaction transaction, string name, BackupContents contents, DateTimeOffset began)
    {
        var id = await InsertAsync(transaction, name, contents, began, transaction.Now);
        await ForgetOlderAsync(transaction, id, began);
        return await NoteAsync(transaction, id, name, began);
    }

    /// <summary>Somebody has seen that the backup of that name can be restored. What was begun first under the name counts.</summary>
    /// <returns>Null when nothing new was begun under that name.</returns>
    public static async Task<VerifiedBackupNote?> VerifiedAsync(HubTransaction transaction, string name)
    {
        var open = await OpenAsync(transaction, name);
        if (open.Count == 0) return null;
        await transaction.ExecuteAsync("UPDATE backup_made SET verified_at = @p1 WHERE id = @p0", open[0].Id, transaction.NowMilliseconds);
        foreach (var (id, _) in open.Skip(1)) await RemoveAsync(transaction, id);
        var began = DateTimeOffset.FromUnixTimeMilliseconds(
            await transaction.FirstAsync("SELECT began_at FROM backup_made WHERE id = @p0", row => row.GetInt64(0), open[0].Id));
        await ForgetOlderAsync(transaction, open[0].Id, began);
        return await NoteAsync(transaction, open[0].Id, name, began);
    }

    private static async Task<VerifiedBackupNote> NoteAsync(HubTransaction transaction, string id, string name, DateTimeOffset began) => new(
        name,
        began,
        await transaction.QueryAsync(
            """
            SELECT b.terminal, b.epoch, b.branch, h.start, b.through FROM backup_head b
            JOIN terminal_head h ON h.terminal = b.terminal AND h.epoch = b.epoch AND h.branch = b.branch WHERE b.backup_id = @p0 ORDER BY b.terminal, b.epoch, b.branch
            """,
            row => new VerifiedLine(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)),
            id));

    private static Task<List<(string Id, string Epoch)>> OpenAsync(HubTransaction transaction, string name) => transaction.QueryAsync(
        "SELECT id, hub_epoch FROM backup_made WHERE name = @p0 AND verified_at IS NULL ORDER BY began_at, id", row => (row.GetString(0), row.GetString(1)), name);

    private static async Task<string> InsertAsync(HubTransaction transaction, string name, BackupContents contents, DateTimeOffset began, DateTimeOffset? verified)
    {
        var id = Guid.CreateVersion7(transaction.Now).ToString("D");
        transaction.Context.BackupsMade.Add(new BackupMadeRow { Id = id, Name = name, HubEpoch = contents.HubEpoch, BeganAt = began, VerifiedAt = verified });
        transaction.Context.BackupHeads.AddRange(contents.Extents.Select(extent => new BackupHeadRow
        {
            BackupId = id,
            Terminal = extent.Terminal,
            Epoch = extent.Epoch,
            Branch = extent.Branch,
            Through = extent.Through,
            ChainHash = extent.ChainHash.ToArray(),
        }));
        await transaction.Context.SaveChangesAsync(CancellationToken.None);
        return id;
    }

    // What an older backup contains is never asked again once a newer one is verified.
    private static async Task ForgetOlderAsync(HubTransaction transaction, string id, DateTimeOffset began)
    {
        var older = await transaction.QueryAsync(
            "SELECT id FROM backup_made WHERE began_at <= @p0 AND id <> @p1", row => row.GetString(0), began.ToUnixTimeMilliseconds(), id);
        foreach (var other in older) await RemoveAsync(transaction, other);
    }

    private static async Task RemoveAsync(HubTransaction transaction, string id)
    {
        await transaction.ExecuteAsync("DELETE FROM backup_head WHERE backup_id = @p0", id);
        await transaction.ExecuteAsync("DELETE FROM backup_made WHERE id = @p0", id);
    }
}
