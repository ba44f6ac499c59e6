using System.Globalization;
using Microsoft.Extensions.Logging;
using PosCloud.Protocol.Errors;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// Keeps the terminal in sync: at once after a sale, on the hub's nudge, and by polling. Selling never waits for it.
/// </summary>
public sealed partial class Replicator : IAsyncDisposable
{
    private readonly TerminalJournal _journal;
    private readonly ReplicaStore _replica;
    private readonly ITerminalReplicator _engine;
    private readonly NudgeChannel _nudge;
    private readonly SyncMemory _memory;
    private readonly UploadQueue _queue;
    private readonly TerminalEngineOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Backoff _backoff;
    private readonly WakeUp _wake;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task? _loop;
    private SyncProgress? _progress;
    private bool _running;
    private string? _keptError;
    private (SyncErrorCode Code, string Message)? _refused;

    internal Replicator(
        TerminalJournal journal, ReplicaStore replica, ITerminalReplicator engine, NudgeChannel nudge, SyncMemory memory, TerminalEngineOptions options,
        TimeProvider clock, ILogger log)
    {
        (_journal, _replica, _engine, _nudge, _memory, _options, _clock, _log) = (journal, replica, engine, nudge, memory, options, clock, log);
        _queue = new UploadQueue(journal);
        _backoff = new Backoff(options.FirstRetry, options.PollInterval);
        _wake = new WakeUp(clock);
        _memory.Restore(JournalSettings.OfflineSince(journal.State));
        _memory.Changed += RaiseChanged;
        _journal.Appended += () => _wake.Signal("sale");
        _nudge.Nudged += _ => _wake.Signal("nudge");
        _nudge.StateChanged += _ => _wake.Signal("online");
        _replica.Damaged += () => _wake.Signal("repair");
    }

    /// <summary>Connectivity, progress or the number of pending sales changed.</summary>
    public event Action? Changed;

    /// <summary>A sync ended, well or not.</summary>
    public event Action<SyncReport>? Completed;

    public bool WorkOffline => JournalSettings.WorkOffline(_journal.State);

    public DateTimeOffset? LastSync { get; private set; }

    public DateTimeOffset? LastTried { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Sales and other facts that the hub hasn't acknowledged.</summary>
    public PendingFacts Pending => _queue.Pending();

    public Connectivity Connectivity
    {
        get
        {
            if (_journal.Identity is null) return new Connectivity(ConnectivityKind.NotEnrolled, null);
            if (WorkOffline) return new Connectivity(ConnectivityKind.WorkingOffline, _memory.OfflineSince ?? _memory.LastAnswerAt);
            if (_refused is { } refused) return new Connectivity(ConnectivityKind.Refused, null, Reason: refused.Message);
            if (_memory.OfflineSince is { } since) return new Connectivity(ConnectivityKind.Offline, since, Reason: _memory.LastError);
            if (_running && _progress is { } p && (p.FactsTotal > p.FactsDone || p.RowsTotal > p.RowsDone || p.IsFirstDownload))
            {
                return new Connectivity(ConnectivityKind.Syncing, _memory.LastAnswerAt, p.FactsDone, p.FactsTotal);
            }

            return _memory.LastAnswerAt is { } at
                ? new Connectivity(ConnectivityKind.Online, at)
                : new Connectivity(_running ? ConnectivityKind.Syncing : ConnectivityKind.Offline, null);
        }
    }

    public SyncStatus Status => new(
        Connectivity, Pending, LastSync, LastTried, NextTryAt, _memory.LastError, _running ? _progress : null, _nudge.IsConnected, WorkOffline,
        _replica.State?.Cursor, _replica.State?.AsOf, _journal.Clock.OffsetMilliseconds, _journal.Clock.IsDeviceClockWrong, _journal.Read(Quarantine.All));

    /// <summary>The last syncs that moved something or failed, newest first.</summary>
    public IReadOnlyList<SyncAttempt> History(int limit = 20) => SyncHistory.Newest(_journal, limit);

    /// <summary>The newest sales, each with how far it got; not applied ones are all among them up to the limit.</summary>
    public IReadOnlyList<SaleProgress> Sales(int limit = 50) => SaleProgressReader.Newest(_journal, _replica, limit);

    /// <summary>Starts the background loop.</summary>
    public void Start() => _loop ??= Task.Run(() => RunAsync(_stop.Token));

    /// <summary>Looks at once whether there is something to do.</summary>
    public void Wake() => _wake.Signal("start");

    /// <summary>Switches the network off or on for this terminal; kept over restarts.</summary>
    public void SetWorkOffline(bool on)
    {
        _journal.Write(session => JournalSettings.SetWorkOffline(session, on));
        _wake.Signal("online");
        RaiseChanged();
    }

    /// <summary>Syncs now and answers when it's done; with a sync running it waits for that and runs another.</summary>
    public Task<SyncReport> SyncNowAsync(CancellationToken cancellation) => OnceAsync("manual", cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_loop is not null) await _loop.ConfigureAwait(false);
        await _nudge.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var cause = "start";
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var wait = await TurnAsync(cause, stopping).ConfigureAwait(false);
                cause = await WaitAsync(wait, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                // Whatever it was, the shop goes on selling and the next turn tries again.
                LogTurnFailed(problem);
                _memory.Failed("The sync failed: " + problem.Message, hubAnswered: true);
                await Task.Delay(_backoff.Failed(null), _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cause = "poll";
            }
        }
    }

    private async Task<NextTurn> TurnAsync(string cause, CancellationToken stopping)
    {
        if (_journal.Identity is null) return new NextTurn(null);
        if (WorkOffline)
        {
            await _nudge.StopAsync().ConfigureAwait(false);
            return new NextTurn(null);
        }

        _wake.Clear();
        var report = await OnceAsync(cause, stopping).ConfigureAwait(false);
        if (!report.IsComplete) return new NextTurn(_backoff.Failed(report.RetryAfter), HasFailed: true, IsOrder: report.RetryAfter is not null);
        _backoff.Succeeded();
        await _nudge.EnsureAsync(stopping).ConfigureAwait(false);
        return new NextTurn(Backoff.Around(_nudge.IsConnected ? _options.PollInterval : _options.PollIntervalWithoutPush));
    }

    private async Task<string> WaitAsync(NextTurn next, CancellationToken stopping)
    {
        NextTryAt = next.Wait is { } wait ? _clock.GetUtcNow() + wait : null;
        RaiseChanged();
        // What the hub asked for by Retry-After is obeyed even if something is sold meanwhile; after another failure a busy
        // till tries at most once per step, not once per sale.
        var quiet = next.IsOrder ? next.Wait!.Value : next.HasFailed ? Shorter(next.Wait!.Value, _options.FirstRetry) : TimeSpan.Zero;
        if (quiet > TimeSpan.Zero) await Task.Delay(quiet, _clock, stopping).ConfigureAwait(false);
        if (next.Wait <= quiet) return "poll";
        return await _wake.WaitAsync(next.Wait - quiet, stopping).ConfigureAwait(false) ?? "poll";
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task<SyncReport> OnceAsync(string cause, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_journal.Identity is null || WorkOffline) return NotTried(cause, _journal.Identity is null ? "This terminal isn't enrolled yet." : "Working offline.");
            (_running, _progress, NextTryAt) = (true, null, null);
            LastTried = _clock.GetUtcNow();
            var report = await _engine.SyncAsync(cause, new Reporter(this), cancellation).ConfigureAwait(false);
            _running = false;
            Remember(report);
            return report;
        }
        finally
        {
            _running = false;
            _one.Release();
            RaiseChanged();
        }
    }

    private void Remember(SyncReport report)
    {
        // "Not now" is an outage that ends by itself; any other refusal needs a person.
        var notNow = report.Refusal is SyncErrorCode.Busy or SyncErrorCode.RateLimit;
        _refused = report.Refusal is { } code && !notNow ? (code, report.Error!) : null;
        if (report.Error is { } error)
        {
            _memory.Failed(error, report.HubAnswered && !notNow);
            TerminalTelemetry.SyncFailures.Add(1, new KeyValuePair<string, object?>("reason", report.Refusal?.ToString() ?? (report.HubAnswered ? "answer" : "unreachable")));
            LogFailed(report.Cause, error);
        }
        else
        {
            LastSync = _clock.GetUtcNow();
            if (_journal.Identity is { } identity) Quarantine.Settle(_journal, identity.Store, _replica.Read(replica => AppliedRows.Read(replica, identity.Store, identity.Terminal), []));
        }

        TerminalTelemetry.SyncDuration.Record(report.Duration.TotalSeconds, new KeyValuePair<string, object?>("ok", report.IsComplete));
        if (IsWorthKeeping(report) && !_journal.IsDiskFull) _journal.Write(session => Keep(session, report));
        Completed?.Invoke(report);
    }

    // A poll with nothing to say isn't worth a line, nor is the same failure again and again.
    private bool IsWorthKeeping(SyncReport report)
    {
        var repeated = report.Error is not null && report.Error == _keptError && report.Uploaded + report.Downloaded == 0;
        _keptError = report.Error;
        return !repeated && (report.Error is not null || report.Uploaded + report.Downloaded > 0 || report.Cause is "start" or "manual");
    }

    private void Keep(JournalSession session, SyncReport report)
    {
        SyncHistory.Add(session, report);
        JournalSettings.SetOfflineSince(session, _memory.OfflineSince);
        if (report.HubAnswered) JournalSettings.SetClock(session, _journal.Clock.OffsetMilliseconds, _journal.Clock.EstimatedHubTime);
    }

    private SyncReport NotTried(string cause, string why) => new(_clock.GetUtcNow(), TimeSpan.Zero, cause, 0, 0, 0, 0, 0, why, null, false, null);

    private void RaiseChanged() => Changed?.Invoke();

    [LoggerMessage(3101, LogLevel.Information, "Sync ({Cause}) did not finish: {Error}")]
    private partial void LogFailed(string cause, string error);

    [LoggerMessage(3102, LogLevel.Warning, "A turn of the replicator failed; it goes on")]
    private partial void LogTurnFailed(Exception problem);

    /// <param name="Wait">Until the next turn; null: only a signal begins it.</param>
    /// <param name="IsOrder">The hub asked for this wait.</param>
    private readonly record struct NextTurn(TimeSpan? Wait, bool HasFailed = false, bool IsOrder = false);

    private sealed class Reporter(Replicator replicator) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value)
        {
            replicator._progress = value;
            replicator.RaiseChanged();
        }
    }
}
