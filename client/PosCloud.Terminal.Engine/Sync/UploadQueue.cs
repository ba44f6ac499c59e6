using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Facts that the hub hasn't acknowledged yet, and what becomes of its answers about them.</summary>
internal sealed class UploadQueue(TerminalJournal journal)
{
    // What a fact costs on the wire besides its payload: id, names, lengths and two hashes.
    private const int FrameBytes = 192;
    private volatile Counted? _pending;

    /// <summary>The next facts to send: of one epoch and one store, oldest first; null when all are acknowledged.</summary>
    public UploadBatch? Next(int maxFacts, int targetBytes)
    {
        if (journal.Identity is not { } identity) return null;
        return journal.Read(connection =>
        {
            if (EpochRows.All(connection).Find(line => line.Pending > 0) is not { } line) return null;
            var facts = new List<JournalEntry>();
            var bytes = 0L;
            foreach (var entry in FactRows.After(connection, identity.Terminal, line.Epoch, line.SentThrough, maxFacts))
            {
                bytes += entry.Fact.Payload.Length + FrameBytes;
                if (facts.Count > 0 && (bytes > targetBytes || entry.Fact.Store != facts[0].Fact.Store)) break;
                facts.Add(entry);
            }

            return new UploadBatch(line.Epoch, facts, line.Last);
        });
    }

    /// <summary>
    /// A fact that the hub got with other bytes than its hash says and that this file has whole, to be sent again; null when
    /// there is none. It's acknowledged already and holds nothing up.
    /// </summary>
    /// <param name="isNew">False for facts that this sync has sent again before.</param>
    public UploadBatch? NextDamaged(Func<JournalEntry, bool> isNew)
    {
        if (journal.Identity is not { } identity) return null;
        return journal.Read(connection => FactRows.InQuarantine(connection, identity.Terminal, QuarantineCode.Damaged)
            .Find(entry => FactHash.ContentHash(entry.Fact) == entry.ContentHash && isNew(entry)) is { } whole
            ? new UploadBatch(whole.Epoch, [whole], whole.Sequence) { IsRepair = true }
            : null);
    }

    /// <summary>Position and chain hash of every epoch, as this journal believes the hub has them.</summary>
    public List<EpochPosition> Acknowledged() => journal.Read(connection => EpochRows.All(connection).ConvertAll(line => new EpochPosition(
        line.Epoch, line.Acknowledged, FactRows.ChainAt(connection, line.Epoch, line.Acknowledged) ?? Sha256Digest.None)));

    /// <summary>
    /// Takes the hub's word for facts only where its chain hash is this journal's own; then it proves that the hub has
    /// everything up to there.
    /// </summary>
    /// <returns>By how many facts the acknowledged position moved (below zero: the hub has less than it had); null when nothing is proved.</returns>
    public long? Take(UploadBatch batch, UploadAnswer answer) => journal.Write<long?>(session =>
    {
        if (answer.AcceptedThrough >= batch.Facts[^1].Sequence) ForgetQuarantined(session, batch);
        return Take(session, answer);
    });

    /// <summary>The same for an answer that no upload stands behind.</summary>
    /// <param name="listsQuarantine">The answer names all facts of the epoch that are in quarantine.</param>
    public long? Take(UploadAnswer answer, bool listsQuarantine) => journal.Write<long?>(session =>
    {
        if (listsQuarantine) session.Sql.Run("DELETE FROM quarantined WHERE epoch = $epoch", ("$epoch", answer.Epoch.Value));
        return Take(session, answer);
    });

    private static long? Take(JournalSession session, UploadAnswer answer)
    {
        foreach (var fact in answer.Quarantined)
        {
            session.Sql.Run(
                """
                INSERT INTO quarantined(epoch, sequence, code, message) VALUES ($epoch, $sequence, $code, $message)
                ON CONFLICT(epoch, sequence) DO UPDATE SET code = $code, message = $message
                """,
                ("$epoch", fact.Epoch.Value), ("$sequence", fact.Sequence.Value), ("$code", fact.Code.ToString()), ("$message", fact.Message));
        }

        var own = answer.AcceptedThrough == JournalSequence.None
            ? Sha256Digest.None.ToArray()
            : session.Sql.Scalar(
                "SELECT chain_hash FROM fact WHERE epoch = $epoch AND sequence = $sequence",
                ("$epoch", answer.Epoch.Value), ("$sequence", answer.AcceptedThrough.Value)) as byte[];
        if (own is null && JournalFloor.Of(session.Sql, answer.Epoch) is var floor && floor.Sequence == answer.AcceptedThrough) own = floor.Chain.ToArray();
        if (own is null || Sha256Digest.FromBytes(own) != answer.ChainHash) return null;
        var before = Position(session, answer.Epoch);
        MoveTo(session, answer.Epoch, answer.AcceptedThrough, mayGoBack: answer.Outcome == UploadOutcome.Gap);
        RememberBranch(session, answer);
        return Position(session, answer.Epoch) - before;
    }

    /// <summary>The hub lacks facts it had acknowledged: everything of that epoch is sent again; what it still has it recognises.</summary>
    public void SendAgain(JournalEpoch epoch) => journal.Write(session =>
    {
        MoveTo(session, epoch, JournalSequence.None, mayGoBack: true);
        // It names their branches anew.
        session.Sql.Run("DELETE FROM told_branch WHERE epoch = $epoch", ("$epoch", epoch.Value));
    });

    /// <summary>Another history of the hub: nothing it acknowledged before counts.</summary>
    public void StartHubEpoch(string hubEpoch) => journal.Write(session =>
    {
        session.Set(JournalMeta.HubEpoch, hubEpoch);
        session.Sql.Run("UPDATE journal_epoch SET acknowledged = 0");
        session.Sql.Run("DELETE FROM told_branch");
        session.Sql.Run("DELETE FROM quarantined");
        // Nor do its backups.
        journal.Keeping.Forget(session);
    });

    /// <summary>
    /// Where epochs begin on this device, as long as the hub may lack what stood before: until it has heard so in its
    /// present history, and while the next fact to send is the first one kept. Null when there is nothing to say.
    /// </summary>
    public IReadOnlyList<EpochPosition>? Deleted() => journal.Read(connection =>
    {
        var told = journal.State.Get(JournalMeta.FloorsTold) == journal.State.Get(JournalMeta.HubEpoch);
        var deleted = EpochRows.All(connection)
            .Where(line => !line.Floor.IsNone && (!told || (line.Pending > 0 && line.SentThrough == line.Floor.Sequence)))
            .Select(line => new EpochPosition(line.Epoch, line.Floor.Sequence, line.Floor.Chain)).ToList();
        return deleted.Count == 0 ? null : deleted;
    });

    public PendingFacts Pending()
    {
        var commits = journal.Commits;
        if (_pending is { } known && known.Commits == commits) return known.Facts;
        var counted = CountPending();
        _pending = new Counted(commits, counted);
        return counted;
    }

    private PendingFacts CountPending() => journal.Read(connection =>
    {
        var (facts, orders, amount, oldest) = (0L, 0L, 0L, (long?)null);
        foreach (var line in EpochRows.All(connection))
        {
            facts += line.Pending;
            if (line.Pending == 0) continue;
            var (count, sum, first) = connection.List(
                "SELECT COUNT(order_total), COALESCE(SUM(order_total), 0), MIN(occurred_at) FROM fact WHERE epoch = $epoch AND sequence > $after",
                row => (row.GetInt64(0), row.GetInt64(1), row.NumberOrNull(2)), ("$epoch", line.Epoch.Value), ("$after", line.SentThrough.Value))[0];
            orders += count;
            amount += sum;
            if (first is { } at && (oldest is null || at < oldest)) oldest = at;
        }

        return new PendingFacts(
            (int)facts, (int)orders, new Money(amount, journal.Profile.Currency), oldest is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null);
    });

    private sealed record Counted(long Commits, PendingFacts Facts);

    private static long Position(JournalSession session, JournalEpoch epoch) =>
        session.Sql.Number("SELECT acknowledged FROM journal_epoch WHERE epoch = $epoch", ("$epoch", epoch.Value));

    // The answer names everything of the batch that is in quarantine.
    private static void ForgetQuarantined(JournalSession session, UploadBatch batch) => session.Sql.Run(
        "DELETE FROM quarantined WHERE epoch = $epoch AND sequence BETWEEN $first AND $last",
        ("$epoch", batch.Epoch.Value), ("$first", batch.Facts[0].Sequence.Value), ("$last", batch.Facts[^1].Sequence.Value));

    private static void MoveTo(JournalSession session, JournalEpoch epoch, JournalSequence through, bool mayGoBack) => session.Sql.Run(
        mayGoBack
            ? "UPDATE journal_epoch SET acknowledged = $through WHERE epoch = $epoch"
            : "UPDATE journal_epoch SET acknowledged = MAX(acknowledged, $through) WHERE epoch = $epoch",
        ("$through", through.Value), ("$epoch", epoch.Value));

    // A replica that lacks the row of a branch which holds acknowledged facts would count them twice; remembered here,
    // checked before a replica is let in.
    private static void RememberBranch(JournalSession session, UploadAnswer answer)
    {
        if (answer.AcceptedThrough == JournalSequence.None) return;
        session.Sql.Run(
            """
            INSERT INTO told_branch(epoch, store, branch)
            SELECT $epoch, store, $branch FROM fact WHERE epoch = $epoch AND sequence = $sequence ON CONFLICT DO NOTHING
            """,
            ("$epoch", answer.Epoch.Value), ("$branch", answer.Branch), ("$sequence", answer.AcceptedThrough.Value));
    }
}

/// <summary>Facts of one request.</summary>
/// <param name="Last">Newest sequence of the epoch.</param>
internal sealed record UploadBatch(JournalEpoch Epoch, IReadOnlyList<JournalEntry> Facts, JournalSequence Last)
{
    public bool IsLast => Facts[^1].Sequence == Last;

    /// <summary>A fact that is acknowledged already, sent again because the hub got it damaged.</summary>
    public bool IsRepair { get; init; }
}
