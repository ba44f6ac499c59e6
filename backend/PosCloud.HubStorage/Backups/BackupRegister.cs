using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Which backups were made, in the audit log: begun, and verified. A backup counts from its beginning, because what came
/// later need not be in it.
/// </summary>
public sealed class BackupRegister(HubDatabase database)
{
    internal const string Begun = "backup";
    internal const string Verified = "backup-verified";

    private const string NewestVerified = """
        SELECT MAX(b.at) FROM audit b WHERE b.action = 'backup' AND b.at <= @p0
        AND EXISTS (SELECT 1 FROM audit v WHERE v.action = 'backup-verified' AND v.target = b.target AND v.at >= b.at)
        """;

    /// <summary>When the newest backups began; each null when there never was one.</summary>
    /// <param name="now">Later ones don't count: the hub's clock was ahead when they were made, and may have been by years.</param>
    public async Task<BackupAge> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return new BackupAge(
            await NewestAsync(snapshot, "SELECT MAX(at) FROM audit WHERE action = 'backup' AND at <= @p0", now, cancellationToken),
            await NewestAsync(snapshot, NewestVerified, now, cancellationToken));
    }

    internal static async Task NoteAsync(HubTransaction transaction, string action, string target, string detail, string by, DateTimeOffset? at = null) =>
        await AuditLog.WriteAsync(transaction, by, action, detail, target: target, at: at);

    internal static async Task<bool> IsBegunAsync(HubTransaction transaction, string target) => await transaction.FirstAsync(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE action = 'backup' AND target = @p0", row => row.GetInt64(0), target) > 0;

    private static async Task<DateTimeOffset?> NewestAsync(ReadSnapshot snapshot, string sql, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await snapshot.QueryAsync(sql, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), cancellationToken, now.ToUnixTimeMilliseconds());
        return found is [{ } at] ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
