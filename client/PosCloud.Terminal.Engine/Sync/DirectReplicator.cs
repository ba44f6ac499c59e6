using System.Diagnostics;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// The built-in engine: one request per sync in the normal case. Facts go up, their acknowledgement and a page of state
/// come down in the answer; it asks again only while facts or pages are left.
/// </summary>
internal sealed class DirectReplicator : ITerminalReplicator, IDisposable
{
    // A sale that is made while a file comes goes up after this long; the file goes on where it paused.
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(2);

    private readonly TerminalJournal _journal;
    private readonly ReplicaStore _replica;
    private readonly UploadQueue _queue;
    private readonly StateSession _state;
    private readonly SyncExchange _exchange;
    private readonly BootstrapFetch _fetch;
    private readonly DataFolder _folder;
    private readonly TerminalEngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<IReadOnlyList<string>> _applied;

    /// <param name="applied">Told which streams changed in the replica.</param>
    public DirectReplicator(
        DataFolder folder, TerminalJournal journal, ReplicaStore replica, SyncExchange exchange, BootstrapFetch fetch, TerminalEngineOptions options, TimeProvider clock,
        Action<IReadOnlyList<string>> applied)
    {
        (_folder, _journal, _replica, _exchange, _fetch, _options, _clock, _applied) = (folder, journal, replica, exchange, fetch, options, clock, applied);
        _queue = new UploadQueue(journal);
        _state = new StateSession(journal, replica);
    }

    public const string Name = "Direct";

    public string Engine => Name;

    public async Task<SyncReport> SyncAsync(string cause, IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        var run = new SyncRun(cause, _clock.GetUtcNow(), _clock.GetTimestamp(), progress) { IsFirstDownload = _replica.State is null };
        await GuardedSync.RunAsync(
            run,
            () => StepAsync(run, cancellation),
            drop: _state.Drop,
            full: () =>
            {
                // What was fetched goes too: the space belongs to sales.
                _state.Forget();
                _folder.DeleteFetched(except: null);
            },
            damaged: () =>
            {
                // Before the switch it's the new replica that is damaged, and the one that serves is left alone.
                if (_state.Forget()) return;
                _replica.Discard();
                _state.Rebuild();
            }).ConfigureAwait(false);
        return run.Report(_clock);
    }

    public void Dispose() => _state.Dispose();

    /// <returns>True when there is more to do.</returns>
    private async Task<bool> StepAsync(SyncRun run, CancellationToken cancellation)
    {
        if (run.Offer is { } offer) return await FetchAsync(run, offer, cancellation).ConfigureAwait(false);
        var batch = _queue.Next(run.BatchLimit(_options.MaxFactsPerUpload), _options.TargetUploadBytes) ?? _queue.NextDamaged(run.MayRepair);
        var wantsState = run.WantsState && (batch is null || batch.IsLast || _state.Continue is not null);
        var asked = wantsState ? _state.Request() : null;
        using var activity = UploadTrace.Start(batch);
        SyncAnswer answer;
        try
        {
            answer = await _exchange.SendAsync(run, _queue, batch, asked, cancellation).ConfigureAwait(false);
        }
        catch (SyncFailedException problem) when (problem.Code == SyncErrorCode.TooLarge && run.MaySplit(batch))
        {
            return true;
        }
        catch (SyncFailedException problem) when (problem.Code == SyncErrorCode.Version && run.WantsState)
        {
            // The hub can't give this version its state any more, but it never refuses facts.
            run.GiveUpState(problem.Message);
            return _queue.Next(1, 1) is not null;
        }

        return TakeAnswer(run, batch, asked, answer);
    }

    /// <returns>True when there is more to do: the changes since the file was made, or what interrupted it.</returns>
    private async Task<bool> FetchAsync(SyncRun run, BootstrapOffer offer, CancellationToken cancellation)
    {
        run.Offer = null;
        run.Requests++;
        run.BeginFile(offer);
        var began = _clock.GetTimestamp();
        try
        {
            var here = await _fetch.RunAsync(
                offer,
                bytes =>
                {
                    run.FileGrewTo(bytes);
                    run.ReportProgress(_queue, _state);
                },
                () => _clock.GetElapsedTime(began) > LongestFetch && _queue.Next(1, 1) is not null,
                cancellation).ConfigureAwait(false);
            if (!here) return true;
            _state.Adopt(
                offer,
                _folder.Fetched(offer.File!),
                rows =>
                {
                    run.RowsChecked(rows, offer);
                    run.ReportProgress(_queue, _state);
                },
                cancellation);
            return true;
        }
        catch (SyncFailedException problem) when (problem.Code is SyncErrorCode.Gone or SyncErrorCode.Clock && run.MayGoOn())
        {
            return true;
        }
        catch (InvalidDataException problem)
        {
            _folder.DeleteFetched(except: null);
            TerminalTelemetry.ReplicaRebuilds.Add(1);
            if (run.MayGoOn()) return true;
            run.Fail(problem.Message);
            return false;
        }
    }

    private bool TakeAnswer(SyncRun run, UploadBatch? batch, StateRequest? asked, SyncAnswer answer)
    {
        if (answer.HubEpoch != _journal.State.Get(JournalMeta.HubEpoch))
        {
            // The hub's history is another one than the acknowledgements speak of. This answer's own word about facts is
            // not taken either: it may be about a queue that began in the middle.
            _queue.StartHubEpoch(answer.HubEpoch);
            _state.Rebuild();
            return run.MayGoOn();
        }

        _journal.Keeping.Told(answer.DurableThrough, answer.HubTime);
        var moved = batch is null || TakeUpload(run, batch, answer);
        if (answer.NewEpoch is { } epoch && IsStillNeeded(answer))
        {
            _journal.StartEpoch(epoch, answer.Message ?? "The hub gave a new epoch.");
            moved = true;
        }

        if (answer.Revoked)
        {
            run.Fail(answer.Message ?? "A manager revoked this terminal. Its sales are still sent.", SyncErrorCode.Revoked);
            run.GiveUpState(null);
            return moved && _queue.Next(1, 1) is not null;
        }

        if (answer.Store != _journal.Identity!.Store)
        {
            _journal.AssignStore(answer.Store);
            _state.Rebuild();
            _replica.Abandon();
            _applied(["catalogue"]);
            return run.MayGoOn();
        }

        var more = asked is not null && TakeState(run, asked, answer);
        var pending = _queue.Next(1, 1) is not null;
        if (pending && !moved) run.Fail("The hub did not take the sales that were sent; they are kept and sent again.");
        // Only an answer about facts can name a damaged one that this sync hasn't sent again.
        var damaged = batch is not null && !pending && _queue.NextDamaged(run.IsToRepair) is not null;
        return (more || (pending && moved) || damaged) && run.Error is null;
    }

    private bool TakeUpload(SyncRun run, UploadBatch batch, SyncAnswer answer)
    {
        if (answer.Upload is not { } upload) return false;
        var moved = _queue.Take(batch, upload);
        if (moved > 0)
        {
            run.Uploaded += (int)moved;
            TerminalTelemetry.FactsUploaded.Add(moved.Value);
        }

        run.ReportProgress(_queue, _state);
        if (upload.Outcome == UploadOutcome.Gap && moved is null && run.MayStartOver(batch.Epoch))
        {
            _queue.SendAgain(batch.Epoch);
            return true;
        }

        return moved is not null && (moved != 0 || batch.IsRepair);
    }

    /// <summary>
    /// A line that this journal has left already needs no other one. "Behind" may be about an answer that was lost, so the
    /// journal of now decides; with a fact that waits, sending it tells more: it goes on the hub's line or forks from it.
    /// </summary>
    private bool IsStillNeeded(SyncAnswer answer) => answer.Upload is not { } upload || (
        upload.Epoch == _journal.State.Epoch
        && (upload.Outcome != UploadOutcome.Behind || (_queue.Next(1, 1) is null
            && _journal.Read(connection => FactRows.ChainAt(connection, upload.Epoch, upload.AcceptedThrough)) != upload.ChainHash)));

    private bool TakeState(SyncRun run, StateRequest asked, SyncAnswer answer)
    {
        if (answer.State is not { } page)
        {
            if (answer.Message is not { } why) throw new FormatException("The hub sent no state though it was asked for.");
            // It takes what was sold by whatever version, and says why it gives nothing back.
            run.GiveUpState(why);
            return false;
        }

        var received = _state.RowsReceived;
        var result = _state.Take(asked, page, answer.HubEpoch, answer.HubTime);
        run.RowsLeft = page.RowsLeft;
        run.RowsReceived += Math.Max(0, _state.RowsReceived - received);
        run.ReportProgress(_queue, _state);
        switch (result)
        {
            case StateResult.More:
                return true;
            case StateResult.Offered offered:
                run.Offer = offered.Offer;
                return true;
            case StateResult.NotReady notReady:
                run.Fail("The hub is getting this store's products and prices ready; they come in a moment.", retryAfter: notReady.AskAgainAfter);
                return false;
            case StateResult.Applied applied:
                run.Downloaded += applied.Rows;
                TerminalTelemetry.RowsDownloaded.Add(applied.Rows);
                _applied(applied.Streams);
                run.WantsState = _queue.Next(1, 1) is not null;
                return false;
            case StateResult.Differs differs:
                TerminalTelemetry.ReplicaRebuilds.Add(1);
                if (run.MayGoOn()) return true;
                run.Fail(differs.Why);
                return false;
            case StateResult.NotYet notYet:
                // While facts are left they go first; the state is asked for again with the last of them.
                if (_queue.Next(1, 1) is not null) return false;
                // With none left, a request without facts lets the hub say that it has more of this journal than this device.
                if (run.MayAskWithoutFacts()) return true;
                // The hub has every acknowledged fact, but on another line than it said: it was set back, and another device
                // that runs on a copy brought these facts again before anybody noticed. It says once more where they are.
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
}
