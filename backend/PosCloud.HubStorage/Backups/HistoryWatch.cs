using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Notices by itself that the database was set back, before any terminal has to: an older file was copied over it, or its
/// server restored it. A new history begins then, as by the restore command. Terminals notice what this can't.
/// </summary>
public sealed class HistoryWatch(HubDatabase database, HubWriter writer, StandingLog standing, HubStorageOptions options)
{
    private const string Started = "hub-run";

    // Writing a draft takes milliseconds, also on a slow disk.
    private static readonly TimeSpan DraftLives = TimeSpan.FromMinutes(1);
    private string? _run;
    private HistoryNote? _noted;

    /// <summary>Compares the database with what was noted of it, before anything is served; null when it is what it was.</summary>
    public async Task<SetBack?> CheckAsync(CancellationToken cancellationToken)
    {
        if (HistoryNote.Read(standing.Folder) is not { } noted) return null;
        var now = await ReadAsync(noted.Run, cancellationToken);
        if (now.Epochs.Count == 0 || Problem(noted, now) is not { } problem) return null;
        var (epoch, listed) = await writer.RunAsync(
            async transaction =>
            {
                // Of several nodes that start together, one begins the new history.
                var begun = await HubEpoch.BeginAfterAsync(transaction, now.Epochs[0], Reason(problem));
                var recovered = await StandingRecovery.ApplyAsync(transaction, standing, begun);
                await ExceptionLog.RaiseAsync(transaction, new ExceptionRow { Id = $"restored/{begun}", Kind = ExceptionKinds.Restored, Detail = Detail(problem, begun) });
                await AuditLog.WriteAsync(transaction, "hub", "restore", Detail(problem, begun), target: begun);
                return (begun, recovered);
            },
            cancellationToken);
        await NoteAllAsync(cancellationToken);
        return new SetBack(epoch, problem, listed);
    }

    /// <summary>Gives this run of the hub a name that the database and the note share.</summary>
    public async Task BeginRunAsync(CancellationToken cancellationToken)
    {
        var run = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var began = await writer.RunAsync(
            async transaction =>
            {
                await AuditLog.WriteAsync(transaction, "hub", Started, "The hub started.", target: run);
                return transaction.Now;
            },
            cancellationToken);
        _run = run;
        foreach (var note in (string[])[HistoryNote.FileName, VerifiedBackupNote.FileName]) NoteFile.RemoveDrafts(standing.Folder, note, began - DraftLives);
        await NoteAllAsync(cancellationToken);
    }

    /// <summary>
    /// Notes how far the database has got. Whether it holds this run, and of which line it is, is only asked again when another
    /// history began: both are compared at a start only.
    /// </summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        HistoryNote? note = null;
        await using (var snapshot = await database.OpenSnapshotAsync(cancellationToken))
        {
            var epoch = await HubEpoch.CurrentAsync(snapshot, cancellationToken);
            if (epoch is not null && epoch == _noted?.Epoch) note = _noted with { Changes = await ChangesAsync(snapshot.Context, cancellationToken) };
        }

        if (note is null) await NoteAllAsync(cancellationToken);
        else Write(note);
    }

    /// <summary>The same with everything that a start compares: at the beginning and the end of a run.</summary>
    public async Task NoteAllAsync(CancellationToken cancellationToken)
    {
        var now = await ReadAsync(_run, cancellationToken);
        if (now.Epochs.Count > 0) Write(new HistoryNote(now.Epochs[0], now.HasRun ? _run : null, now.Changes, now.Lineage));
    }

    private void Write(HistoryNote note)
    {
        if (note == _noted) return;
        note.Write(standing.Folder);
        _noted = note;
    }

    /// <summary>What the database lacks of what it had; null when it lacks nothing.</summary>
    private string? Problem(HistoryNote noted, Found now)
    {
        if (!now.Epochs.Contains(noted.Epoch))
        {
            // Unless another node has just found the same.
            var unknown = $"it doesn't know its history {noted.Epoch}";
            return now.Reason == Reason(unknown) ? null : unknown;
        }

        // The restore command, or what a terminal told, has begun a new one already.
        if (now.Epochs[0] != noted.Epoch) return null;
        if (noted.Run is not null && !now.HasRun) return "it doesn't know the hub's last start";
        if (now.Changes < noted.Changes) return $"it lacks {noted.Changes - now.Changes} changes that it had";
        return noted.Lineage is null || now.Lineage is null || noted.Lineage == now.Lineage || options.KeepsHistory
            ? null
            : "its server has restored or promoted it";
    }

    private async Task<Found> ReadAsync(string? run, CancellationToken cancellationToken)
    {
        var lineage = await database.LineageAsync(cancellationToken);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var epochs = await context.HubEpochs.AsNoTracking().OrderByDescending(e => e.StartedAt).ThenBy(e => e.Epoch).Select(e => new { e.Epoch, e.Reason }).ToListAsync(cancellationToken);
        var changes = await ChangesAsync(context, cancellationToken);
        var hasRun = run is not null && await context.Audit.AnyAsync(a => a.Action == Started && a.Target == run, cancellationToken);
        return new Found([.. epochs.Select(e => e.Epoch)], epochs.Count == 0 ? "" : epochs[0].Reason, changes, hasRun, lineage);
    }

    private static Task<long> ChangesAsync(HubDbContext context, CancellationToken cancellationToken) => context.StreamHeads.SumAsync(h => h.Seq, cancellationToken);

    private static string Reason(string problem) => $"set back: {problem}";

    private static string Detail(string problem, string epoch) =>
        $"The hub's database was set back while no hub ran: {problem}. Its history is now {epoch}: terminals send again what it lacks. Prices, goods and settings changed since are lost: enter them again.";

    /// <param name="Epochs">Newest first.</param>
    /// <param name="Reason">Why the newest began.</param>
    private sealed record Found(IReadOnlyList<string> Epochs, string Reason, long Changes, bool HasRun, string? Lineage);
}
