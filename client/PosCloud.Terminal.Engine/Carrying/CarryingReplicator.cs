using System.Diagnostics;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// Syncs through an engine that moves rows by itself. Before and after each transfer the hub is asked what it really has;
/// only that moves the acknowledged position. With nothing to carry a sync is that one question.
/// </summary>
internal sealed class CarryingReplicator : ITerminalReplicator
{
    private readonly TerminalJournal _journal;
    private readonly ReplicaStore _replica;
    private readonly UploadQueue _queue;
    private readonly SyncExchange _exchange;
    private readonly CarriedState _state;
    private readonly RowCarrier _carrier;
    private readonly UploadRepair _upload;
    private readonly TerminalEngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly Func<TerminalIdentity, CarryingLine> _line;
    private readonly Action<IReadOnlyList<string>> _applied;

    /// <param name="line">How to reach the hub as this terminal.</param>
    /// <param name="applied">Told which streams changed in the replica.</param>
    public CarryingReplicator(
        TerminalJournal journal, ReplicaStore replica, SyncExchange exchange, RowCarrier carrier, Outbox outbox, Func<TerminalIdentity, CarryingLine> line,
        TerminalEngineOptions options, TimeProvider clock, Action<IReadOnlyList<string>> applied)
    {
        (_journal, _replica, _exchange, _carrier, _line, _options, _clock, _applied) = (journal, replica, exchange, carrier, line, options, clock, applied);
        _queue = new UploadQueue(journal);
        _state = new CarriedState(journal, replica, carrier);
        _upload = new UploadRepair(outbox);
    }

    public string Engine => _carrier.Engine;

    public async Task<SyncReport> SyncAsync(string cause, IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        var run = new SyncRun(cause, _clock.GetUtcNow(), _clock.GetTimestamp(), progress) { IsFirstDownload = _replica.State is null };
        await GuardedSync.RunAsync(
            run,
            () => StepAsync(run, cancellation),
            drop: () => { },
            full: _upload.StartOver,
            damaged: () =>
            {
                _replica.Discard();
                _state.Rebuild();
                _upload.StartOver();
            }).ConfigureAwait(false);
        return run.Report(_clock);
    }

    /// <returns>True when there is more to do.</returns>
    private async Task<bool> StepAsync(SyncRun run, CancellationToken cancellation)
    {
        var hello = await _exchange.HelloAsync(run, _queue, Newest(), _state.Standing(), cancellation).ConfigureAwait(false);
        if (hello.HubEpoch != _journal.State.Get(JournalMeta.HubEpoch))
        {
            // The hub's history is another one than the acknowledgements speak of; the outbox's marks of what was sent are void too.
            _queue.StartHubEpoch(hello.HubEpoch);
            _state.Rebuild();
            _upload.StartOver();
            return run.MayGoOn();
        }

        _journal.Keeping.Told(hello.DurableThrough, hello.HubTime);
        TakeBranches(run, hello);
        if (hello.NewEpoch is { } epoch && IsStillNeeded(hello)) _journal.StartEpoch(epoch, hello.Message ?? "The hub gave a new epoch.");
        if (hello.Store != _journal.Identity!.Store)
        {
            _journal.AssignStore(hello.Store);
            _state.Rebuild();
            return run.MayGoOn();
        }

        if (hello.Revoked)
        {
            run.Fail(hello.Message ?? "A manager revoked this terminal. Its sales are still sent.", SyncErrorCode.Revoked);
            run.GiveUpState(null);
        }
        else if (hello.Message is { } message)
        {
            run.GiveUpState(message);
        }

        if (_queue.Next(_options.MaxFactsPerUpload, _options.TargetUploadBytes) is { } batch) return await SendAsync(run, batch, again: false, cancellation).ConfigureAwait(false);
        if (_queue.NextDamaged(run.MayRepair) is { } damaged) return await SendAsync(run, damaged, again: true, cancellation).ConfigureAwait(false);
        return run.WantsState && hello.Heads is { } heads && !_state.IsCurrent(heads) && await FetchAsync(run, hello, cancellation).ConfigureAwait(false);
    }

    /// <summary>The hub's lines against this journal: where a line's end has the hash that stands here, the hub has everything up to there.</summary>
    private void TakeBranches(SyncRun run, HelloAnswer hello)
    {
        foreach (var line in hello.Branches.GroupBy(branch => branch.Epoch))
        {
            var own = _journal.Read(connection => line.Where(end => FactRows.ChainAt(connection, end.Epoch, end.Last) == end.ChainHash).MaxBy(end => end.Last.Value));
            if (own is null || own.Last == JournalSequence.None) continue;
            var outcome = own.Branch.Length == 0 ? UploadOutcome.Accepted : UploadOutcome.Forked;
            var isListed = own.Epoch == hello.OwnLine.Epoch && own.Branch == hello.OwnLine.Branch;
            var answer = new UploadAnswer(outcome, own.Epoch, own.Branch, own.Last, own.ChainHash, null, isListed ? hello.Quarantined : []);
            if (_queue.Take(answer, isListed) is not { } moved || moved <= 0) continue;
            run.Uploaded += (int)moved;
            TerminalTelemetry.FactsUploaded.Add(moved);
        }

        run.ReportProgress(_queue);
    }

    /// <param name="again">The hub has these facts, but not as they are here.</param>
    private async Task<bool> SendAsync(SyncRun run, UploadBatch batch, bool again, CancellationToken cancellation)
    {
        var identity = _journal.Identity!;
        if (again) _upload.Repeat(identity.Terminal, batch);
        else if (!_upload.Prepare(identity.Terminal, batch))
        {
            run.Fail("The hub did not take the sales that were sent; they are kept and sent again.");
            return false;
        }

        using var activity = UploadTrace.Start(batch);
        run.Requests++;
        await _carrier.SendFactsAsync(new OutboxTransfer(_line(identity), _upload.Path), cancellation).ConfigureAwait(false);
        _upload.Delivered();
        return true;
    }

    private async Task<bool> FetchAsync(SyncRun run, HelloAnswer hello, CancellationToken cancellation)
    {
        using var activity = UploadTrace.Start(null);
        run.Requests++;
        switch (await _state.FetchAsync(_line(_journal.Identity!), hello.HubTime, hello.Heads!, cancellation).ConfigureAwait(false))
        {
            case StateResult.Applied applied:
                run.Downloaded += applied.Rows;
                run.RowsReceived += applied.Rows;
                TerminalTelemetry.RowsDownloaded.Add(applied.Rows);
                _applied(applied.Streams);
                run.ReportProgress(_queue);
                return false;
            case StateResult.Differs differs:
                TerminalTelemetry.ReplicaRebuilds.Add(1);
                if (run.MayGoOn()) return true;
                run.Fail(differs.Why);
                return false;
            case StateResult.NotYet notYet:
                // While facts are left they go first; the state is asked for again after them.
                if (_queue.Next(1, 1) is not null) return run.MayGoOn();
                // The next hello says on which lines the facts are now: the hub was set back, and a copy of this terminal
                // brought them again before anybody noticed.
                if (notYet.Misnamed is { } epoch && run.MayStartOver(epoch))
                {
                    _queue.SendAgain(epoch);
                    return true;
                }

                run.Fail(notYet.Why);
                return false;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>"Behind" may be about an answer that was lost, so the journal of now decides.</summary>
    private bool IsStillNeeded(HelloAnswer hello) => hello.Behind is not { } behind
        || _journal.Read(connection => FactRows.ChainAt(connection, behind.Epoch, behind.AcceptedThrough)) != behind.ChainHash;

    private EpochPosition? Newest() => _journal.Read(connection => EpochRows.All(connection).Find(line => line.Epoch == _journal.State.Epoch)) is { } open
        && open.Last != JournalSequence.None ? new EpochPosition(open.Epoch, open.Last, open.LastChain) : null;
}
