using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Deletes the journal's oldest facts, once a day and a few at a time, so that a file that is sold on for years doesn't
/// grow for ever. Only from its beginning on, and only what nobody needs here any more (see <see cref="Keeping"/>). Where
/// anything is unknown, everything is kept.
/// </summary>
internal sealed partial class JournalCompaction(
    DataFolder folder, TerminalJournal journal, ReplicaStore replica, OwnMovements own, JournalOptions options, TimeProvider clock, ILogger log)
{
    /// <summary>A sale that comes meanwhile waits for so many at most.</summary>
    private const int Batch = 100;

    // Deleting writes before it frees anything: never out of what selling needs on a full disk.
    private const long Spare = 128L * 1024 * 1024;

    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await journal.Keeping.Answered.WaitAsync(stopping).ConfigureAwait(false);
            while (!stopping.IsCancellationRequested)
            {
                Guarded(stopping);
                await Task.Delay(Daily, clock, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    /// <summary>Deletes all that may be deleted now; answers how many facts that was.</summary>
    public long Run(CancellationToken stopping)
    {
        var deleted = 0L;
        while (!stopping.IsCancellationRequested && Plan() is { } plan)
        {
            var batch = journal.Keeping.Unless(held: 0L, () => journal.Write(session => Delete(session, plan)));
            if (batch == 0) break;
            deleted += batch;
        }

        return deleted;
    }

    private void Guarded(CancellationToken stopping)
    {
        try
        {
            if (Run(stopping) is > 0 and var deleted) LogDeleted(deleted);
        }
        catch (Exception problem) when (problem is DiskFullException or JournalDamagedException or SqliteException or IOException)
        {
            // Nothing of the batch was deleted; there is another day.
            LogNotDeleted(problem);
        }
    }

    private DeletionPlan? Plan()
    {
        if (journal.Format < JournalSchema.Compactable || journal.Damage is not null || journal.IsDiskFull) return null;
        if (journal.Identity is not { } identity || journal.State.Get(JournalMeta.HubEpoch) is not { } hubEpoch || journal.Keeping.HubNow is not { } hubNow) return null;
        if (options.FreeBytes(folder.Path) < Spare) return null;
        var applied = replica.Read(connection => AppliedRows.Read(connection, identity.Store, identity.Terminal), []);
        return journal.Read(connection =>
        {
            var facts = FactRows.AfterPosition(connection, identity.Terminal, EpochRows.FloorPosition(connection), Batch);
            var epochs = facts.Select(fact => fact.Entry.Epoch).Distinct().ToDictionary(
                epoch => epoch, epoch => Math.Min(own.AppliedThrough(epoch, applied).Value, Keeping.BeforeBranches(connection, epoch, applied)));
            return facts.Count == 0 ? null : new DeletionPlan(identity, hubEpoch, hubNow.AddDays(-options.KeepDays), facts, epochs);
        });
    }

    private long Delete(JournalSession session, DeletionPlan plan)
    {
        // What was read before holds only in the same history of the hub and the same store.
        if (journal.State.Get(JournalMeta.HubEpoch) != plan.HubEpoch || session.Identity != plan.Identity) return 0;
        var keeping = new Keeping(session, journal.State, plan, options, clock.GetUtcNow());
        var floors = new Dictionary<JournalEpoch, JournalFloor>();
        var deleted = 0L;
        foreach (var (position, entry) in plan.Facts)
        {
            var floor = floors.TryGetValue(entry.Epoch, out var found) ? found : JournalFloor.Of(session.Sql, entry.Epoch);
            if (entry.Sequence != floor.Sequence.Next() || entry.Previous != floor.Chain || !IsWhole(entry)) break;
            if (FactCodec.Read(entry.Fact) is not FactReading.Understood { Body: var body } || keeping.Needs(position, entry, body)) break;
            ReadModels.Remove(session.Sql, position, entry.Fact, body);
            session.Sql.Run("DELETE FROM fact WHERE position = $position", ("$position", position));
            floors[entry.Epoch] = new JournalFloor(entry.Sequence, entry.ChainHash, floor.Receipts + (body is OrderCompleted ? 1 : 0), position);
            deleted++;
        }

        foreach (var (epoch, floor) in floors) session.Set(JournalFloor.KeyOf(epoch), floor.ToString());
        return deleted;
    }

    private static bool IsWhole(JournalEntry entry)
    {
        var again = JournalEntry.Append(entry.Terminal, entry.Epoch, entry.Sequence, entry.Previous, entry.Fact);
        return again.ContentHash == entry.ContentHash && again.ChainHash == entry.ChainHash;
    }

    [LoggerMessage(3202, LogLevel.Information, "{Deleted} old facts were deleted here; a verified backup of the hub has them")]
    private partial void LogDeleted(long deleted);

    [LoggerMessage(3203, LogLevel.Warning, "Old facts could not be deleted; it is tried again tomorrow")]
    private partial void LogNotDeleted(Exception problem);
}

/// <param name="Before">Facts are old enough when the hub spoke of them before this moment of its own time.</param>
/// <param name="Facts">The oldest ones kept.</param>
/// <param name="Through">Per epoch: applied, and before any branch that one of its facts names.</param>
internal sealed record DeletionPlan(
    TerminalIdentity Identity, string HubEpoch, DateTimeOffset Before, IReadOnlyList<(long Position, JournalEntry Entry)> Facts,
    IReadOnlyDictionary<JournalEpoch, long> Through);
