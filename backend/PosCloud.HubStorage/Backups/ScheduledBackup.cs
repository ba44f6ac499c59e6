using PosCloud.HubStorage.Sqlite;

namespace PosCloud.HubStorage.Backups;

/// <summary>Makes a verified backup when one is due. Servers' databases have their own schedules.</summary>
public sealed class ScheduledBackup(HubBackup backup, BackupRegister register, HubDatabase database, BackupOptions options, TimeProvider clock)
{
    private const string By = "schedule";

    public Task<BackupAge> AgeAsync(CancellationToken cancellationToken) => register.ReadAsync(clock.GetUtcNow(), cancellationToken);

    /// <summary>What came of it; null when none is due.</summary>
    public async Task<BackupOutcome?> RunIfDueAsync(CancellationToken cancellationToken)
    {
        if (options.BackupDirectory is not { Length: > 0 } folder || database is not SqliteHubDatabase) return null;
        var now = clock.GetUtcNow();
        if ((await AgeAsync(cancellationToken)).NewestVerified is { } newest && now - newest < TimeSpan.FromHours(options.BackupEveryHours)) return null;
        var shelf = new BackupShelf(folder);
        try
        {
            var outcome = await backup.MakeAsync(shelf.NameAt(now), verify: true, By, cancellationToken);
            if (outcome is BackupOutcome.Made) shelf.Keep(options.BackupsKept);
            return outcome;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new BackupOutcome.Failed($"the folder of Hub:BackupDirectory can't be used: {problem.Message}", IsDamage: false);
        }
    }
}
