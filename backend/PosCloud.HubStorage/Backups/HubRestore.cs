using System.Globalization;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Puts a backup in the place of the hub's database while no hub runs, and begins a new history with it: terminals then
/// send again what the backup lacks and fetch new replicas.
/// </summary>
public static class HubRestore
{
    // Ends the name of a database that is restored and only lacks its place.
    private const string Complete = ".restored";

    /// <summary>Restores a SQLite backup. The caller holds the data directory's lock.</summary>
    public static async Task<RestoreOutcome> RunAsync(
        string backup, string databaseFile, StandingLog standing, TimeProvider clock, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(databaseFile);
        ArgumentNullException.ThrowIfNull(clock);
        if (!File.Exists(backup)) return new RestoreOutcome.Refused($"There is no file {backup}.", IsDamage: false);
        var draft = databaseFile + ".restoring";
        Delete(draft);
        try
        {
            File.Copy(backup, draft);
            if (BackupFile.TryRead(draft, out var problem) is not { } content) return new RestoreOutcome.Refused($"{backup} can't be restored: {problem}", IsDamage: true);
            // The new history begins before the copy gets the database's name: a crash in between never leaves a restored
            // database that takes itself for the old one.
            var (epoch, listed) = await BeginAsync(BackupFile.Open(draft), $"restored from {Path.GetFileName(backup)}", standing, clock, by, cancellationToken);
            BackupFile.Flush(draft);
            File.Move(draft, databaseFile + Complete, overwrite: true);
            var keptAs = Finish(databaseFile, clock);
            return new RestoreOutcome.Restored(epoch, content.Facts, keptAs, listed);
        }
        finally
        {
            Delete(draft);
        }
    }

    /// <summary>Begins the new history of a database that the operator restored with the database's own tool.</summary>
    public static async Task<RestoreOutcome> AdoptAsync(
        HubDatabase database, string name, StandingLog standing, TimeProvider clock, string by, CancellationToken cancellationToken)
    {
        var (epoch, listed) = await BeginAsync(database, $"restored from {name}", standing, clock, by, cancellationToken);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var facts = await snapshot.QueryAsync("SELECT COUNT(*) FROM fact", row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), cancellationToken);
        return new RestoreOutcome.Restored(epoch, facts[0], null, listed);
    }

    /// <summary>What an operator runs where the database is restored by its own tool.</summary>
    public static string Advice(HubDatabase database, string name)
    {
        ArgumentNullException.ThrowIfNull(database);
        return BackupAdvice.ToRestore(database.Name, name);
    }

    private static async Task<(string Epoch, IReadOnlyList<string> Listed)> BeginAsync(
        HubDatabase database, string reason, StandingLog standing, TimeProvider clock, string by, CancellationToken cancellationToken)
    {
        // The new history begins here, so the next start needn't find out what happened.
        HistoryNote.Forget(standing.Folder);
        await using var writer = new HubWriter(database, clock);
        await new HubSchema(database, writer).MigrateAsync(cancellationToken);
        return await writer.RunAsync(
            async transaction =>
            {
                var epoch = await HubEpoch.BeginAsync(transaction, reason);
                var listed = await StandingRecovery.ApplyAsync(transaction, standing, epoch);
                await AuditLog.WriteAsync(transaction, by, "restore", $"The hub was {reason}; its history is now {epoch}.", target: epoch);
                return (epoch, listed);
            },
            cancellationToken);
    }

    /// <summary>
    /// Puts a database that is restored, but doesn't have its place yet, there: the last part of a restore, and what the next
    /// start does when that part was cut short. Without it the next start would find no database, or the old one without
    /// its log.
    /// </summary>
    /// <returns>Where the database from before is kept; null when there was none.</returns>
    internal static string? Finish(string databaseFile, TimeProvider clock)
    {
        if (!File.Exists(databaseFile + Complete)) return null;
        var keptAs = SetAside(databaseFile, clock);
        File.Move(databaseFile + Complete, databaseFile);
        return keptAs;
    }

    private static string? SetAside(string file, TimeProvider clock)
    {
        var kept = File.Exists(file) ? FreeName(file, clock) : Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, ReplacedName(file) + "*.db").Max(StringComparer.Ordinal);
        if (kept is null) return null;
        // The database before its log: without the log it would be an older one that looks whole.
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(file + suffix)) File.Move(file + suffix, kept + suffix, overwrite: true);
        }

        return kept;
    }

    private static string FreeName(string file, TimeProvider clock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{ReplacedName(file)}-{clock.GetUtcNow():yyyyMMddHHmmss}");
        name = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name);
        var kept = name + ".db";
        for (var i = 2; File.Exists(kept); i++) kept = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}.db");
        return kept;
    }

    private static string ReplacedName(string file) => Path.GetFileNameWithoutExtension(file) + "-replaced";

    private static void Delete(string draft)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm", "-journal"]) File.Delete(draft + suffix);
    }
}
