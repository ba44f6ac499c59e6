using Microsoft.Data.Sqlite;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Verification;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Backs up the hub while it works. SQLite is copied here; other databases are backed up by their own tools, and the hub
/// notes that it happened. The hub's keys are never part of it: they stay outside the database on purpose. What a backup
/// contains of each terminal's journal is noted with it: once it is verified, terminals need not keep that for ever.
/// </summary>
/// <param name="standing">Where what the hub knows outside its database is kept; null keeps no note there.</param>
public sealed class HubBackup(HubDatabase database, HubWriter writer, StandingLog? standing = null)
{
    /// <param name="file">Path of the copy, which must not exist; on other databases any name for the backup.</param>
    /// <param name="verify">Recompute the copy from its facts; on other databases: the operator has tried to restore it.</param>
    public async Task<BackupOutcome> MakeAsync(string file, bool verify, string by, CancellationToken cancellationToken)
    {
        if (database is not SqliteHubDatabase sqlite) return await RegisterAsync(file, verify, by, cancellationToken);
        if (File.Exists(file)) return new BackupOutcome.Failed($"There is a file {file} already; a backup never replaces another.", IsDamage: false);
        var unfinished = file + ".part";
        try
        {
            Delete(unfinished);
            // Counted from before the copy is made: what a backup is said to hold is in it.
            var began = await writer.RunAsync(transaction => Task.FromResult(transaction.Now), cancellationToken);
            await BackupFile.WriteAsync(sqlite, unfinished, cancellationToken);
            return await FinishAsync(unfinished, file, verify, by, began, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or SqliteException)
        {
            return new BackupOutcome.Failed($"The backup could not be written: {problem.Message}", IsDamage: false);
        }
        finally
        {
            Delete(unfinished);
        }
    }

    private async Task<BackupOutcome> FinishAsync(string unfinished, string file, bool verify, string by, DateTimeOffset began, CancellationToken cancellationToken)
    {
        if (BackupFile.TryRead(unfinished, out var problem) is not { } content) return new BackupOutcome.Failed($"The copy can't be used: {problem}", IsDamage: true);
        BackupContents? verified = null;
        if (verify)
        {
            await using var copy = new OpenedCopy(unfinished);
            var report = await new HubVerifier(copy.Database).VerifyAsync(cancellationToken);
            if (!report.Ok) return new BackupOutcome.Failed($"The copy doesn't add up: {report.Violations[0]}", IsDamage: true);
            // Read from the copy itself: nothing that was under way when it began can be taken for a part of it.
            await using var snapshot = await copy.Database.OpenSnapshotAsync(cancellationToken);
            verified = await BackupContents.ReadAsync(snapshot, cancellationToken);
        }

        var bytes = new FileInfo(unfinished).Length;
        // A file under its own name is always whole.
        File.Move(unfinished, file);
        var note = await writer.RunAsync(
            async transaction =>
            {
                await BackupRegister.NoteAsync(transaction, BackupRegister.Begun, file, $"Backed up {content.Facts} facts to {file}.", by, began);
                if (verified is null) return null;
                await BackupRegister.NoteAsync(transaction, BackupRegister.Verified, file, $"Verified the backup {file}.", by);
                return await BackupLedger.MadeAsync(transaction, file, verified, began);
            },
            cancellationToken);
        Keep(note);
        return new BackupOutcome.Made(file, content.Epoch, content.Facts, bytes, verify);
    }

    private static void Delete(string file)
    {
        if (File.Exists(file)) File.Delete(file);
    }

    private async Task<BackupOutcome> RegisterAsync(string name, bool verified, string by, CancellationToken cancellationToken)
    {
        // Before the operator's tool can begin: what isn't committed yet may not be in its copy, and isn't noted.
        var contents = verified ? null : await ContentsAsync(cancellationToken);
        var (outcome, note) = await writer.RunAsync<(BackupOutcome, VerifiedBackupNote?)>(
            async transaction =>
            {
                var epoch = await HubEpoch.CurrentAsync(transaction) ?? "";
                var facts = await transaction.FirstAsync("SELECT COUNT(*) FROM fact", row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
                if (contents is not null)
                {
                    await BackupRegister.NoteAsync(transaction, BackupRegister.Begun, name, $"Began the backup {name} with the database's own tool.", by);
                    await BackupLedger.BeginAsync(transaction, name, contents, transaction.Now);
                    return (new BackupOutcome.Begun(epoch, facts, BackupAdvice.ToMake(database.Name, name)), null);
                }

                if (!await BackupRegister.IsBegunAsync(transaction, name))
                    return (new BackupOutcome.Failed($"The hub doesn't know when the backup {name} began: run 'backup {name}' first, then the database's own tool.", IsDamage: false), null);
                await BackupRegister.NoteAsync(transaction, BackupRegister.Verified, name, $"The operator has verified the backup {name}.", by);
                return (new BackupOutcome.Registered(epoch, facts), await BackupLedger.VerifiedAsync(transaction, name));
            },
            cancellationToken);
        Keep(note);
        return outcome;
    }

    private async Task<BackupContents> ContentsAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await BackupContents.ReadAsync(snapshot, cancellationToken);
    }

    private void Keep(VerifiedBackupNote? note)
    {
        if (note is not null && standing is not null) note.Write(standing.Folder);
    }

    /// <summary>The copy while it is checked.</summary>
    private sealed class OpenedCopy(string file) : IAsyncDisposable
    {
        public SqliteHubDatabase Database { get; } = BackupFile.Open(file);

        public ValueTask DisposeAsync()
        {
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
            return ValueTask.CompletedTask;
        }
    }
}
