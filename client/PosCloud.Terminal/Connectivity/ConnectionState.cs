using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Enrolment;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Connectivity;

/// <summary>What one page knows of the connection: status button, sync panel, first download.</summary>
public sealed class ConnectionState : IDisposable
{
    private readonly TerminalEngine _engine;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closed = new();
    private (long Timestamp, int Percent)? _firstSeen;

    public ConnectionState(TerminalEngine engine, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(engine);
        (_engine, _clock) = (engine, clock);
        _engine.Sync.Changed += Notice;
    }

    /// <summary>Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>The hub answered last time.</summary>
    public bool IsOnline => _engine.Sync.Connectivity.Kind is ConnectivityKind.Online or ConnectivityKind.Syncing;

    /// <summary>Why the last try failed, in words, or null.</summary>
    public string? Problem => _engine.Sync.Status.LastError;

    public ConnectivityView View(StoreFormats formats) => ConnectivityWords.Of(_engine.Sync.Status, _clock.GetUtcNow(), formats);

    public SyncView Panel(StoreFormats formats) =>
        SyncPanelWords.Of(_engine.Sync.Status, _engine.Sync.Sales(SyncPanelWords.MostListed + 10), _clock.GetUtcNow(), formats) with { Notice = _engine.JournalUpgradeProblem };

    public FirstSyncView FirstSync(StoreFormats formats)
    {
        var status = _engine.Sync.Status;
        return FirstSyncView.Of(status.Progress, status.LastSync is not null || status.Progress is { BytesDown: > 0 }, TimeLeft(status.Progress), formats);
    }

    /// <summary>Syncs at once; the panel shows how it goes.</summary>
    public async Task SyncNow()
    {
        try
        {
            await _engine.Sync.SyncNowAsync(_closed.Token);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page was closed; the replicator goes on by itself.
        }
    }

    public void ForceOffline(bool on) => _engine.Sync.SetWorkOffline(on);

    public void Dispose()
    {
        _engine.Sync.Changed -= Notice;
        _closed.Cancel();
        _closed.Dispose();
    }

    private TimeSpan? TimeLeft(SyncProgress? progress)
    {
        if (progress is not { IsFirstDownload: true } || _firstSeen is not { } first || progress.StatePercent <= first.Percent)
        {
            return null;
        }

        var elapsed = _clock.GetElapsedTime(first.Timestamp);
        return elapsed < TimeSpan.FromSeconds(1)
            ? null
            : elapsed * ((100 - progress.StatePercent) / (double)(progress.StatePercent - first.Percent));
    }

    private void Notice()
    {
        if (_firstSeen is null && _engine.Sync.Status.Progress is { IsFirstDownload: true } progress)
        {
            _firstSeen = (_clock.GetTimestamp(), progress.StatePercent);
        }

        Changed?.Invoke();
    }
}
