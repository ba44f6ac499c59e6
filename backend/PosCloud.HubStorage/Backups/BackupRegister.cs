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
        SELECT MAX(b.at) FROM audit b WHERE b.action = 'backup'
        AND EXISTS (SELECT 1 FROM audit v WHERE v.action = 'backup-verified' AND v.target = b.target AND v.at >= b.at)
        """;

    /// <summary>When the newest backups began; each null when there never was one.</summary>
    public async Task<BackupAge> ReadAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return new BackupAge(
            await NewestAsync(snapshot, "SELECT MAX(at) FROM audit WHERE action = 'backup'", cancellationToken),
            await NewestAsync(snapshot, NewestVerified, cancellationToken));
    }

    internal static async Task NoteAsync(HubTransaction transaction, string action, string target, string detail, string by, DateTimeOffset? at = null) =>
        await AuditLog.WriteAsync(transaction, by, action, detail, target: target, at: at);

    internal static async Task<bool> IsBegunAsync(HubTransaction transaction, string target) => await transaction.FirstAsync(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM audit WHERE action = 'backup' AND target = @p0", row => row.GetInt64(0), target) > 0;

    private static async Task<DateTimeOffset?> NewestAsync(ReadSnapshot snapshot, string sql, CancellationToken cancellationToken)
    {
        var found = await snapshot.QueryAsync(sql, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), cancellationToken);
        return found is [{ } at] ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
