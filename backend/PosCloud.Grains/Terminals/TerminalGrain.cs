using Microsoft.Extensions.Logging;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Reconciling;
using PosCloud.Grains.Stores;

namespace PosCloud.Grains.Terminals;

/// <summary>
/// One terminal. Keeps its health in memory and keeps reconciliation of its facts uncontended; what must be right even
/// with two activations is fenced in the database.
/// </summary>
[GrainType("terminal")]
public sealed partial class TerminalGrain(
    TerminalReading reading, TerminalPage page, TerminalCommands commands, ReportKeeper keeper, TerminalAlarmDesk alarms, Reconciler reconciler, TimeProvider clock, ILogger<TerminalGrain> log)
    : Grain, ITerminalGrain
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private TerminalId _terminal;
    private StoredTerminal? _stored;
    private TerminalHealth? _health;
    private TerminalAlarm? _alarm;
    private bool _shiftOpen;
    private TerminalDay _day = new();
    private DateTimeOffset _dayBegan;
    private double _ordersPerHour;
    private bool _countsAreOld = true;
    private bool _reconcileAgain;
    private Task<long> _reconciling = Task.FromResult(0L);

    private IFleetGrain Fleet => GrainFactory.GetGrain<IFleetGrain>(IFleetGrain.Key);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _terminal = TerminalId.Parse(this.GetPrimaryKeyString());
        await LoadAsync(cancellationToken);
        this.RegisterGrainTimer(BeatAsync, new GrainTimerCreationOptions { DueTime = Beat, Period = Beat, KeepAlive = true, Interleave = false });
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What it had begun is finished; what it hadn't is taken up by the next activation or the sweep.
        _reconcileAgain = false;
        await ((Task)_reconciling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public async Task ObservedAsync(SyncObserved observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        if (_health is null) await LoadAsync(CancellationToken.None);
        if (_health is null) return;
        keeper.Keep(_terminal.Value, observed);
        if (observed.FactsAccepted) StartReconciling();
        _health.Observed(observed);
        _day.Synced(new StoredSession(observed.Session, observed.OrdersUp, observed.OfflineSince));
        _countsAreOld |= observed.FactsAccepted || observed.OrdersUp > 0;
        if (observed.OrdersUp > 0) await Fleet.OrdersReceivedAsync(_health.Summary.Store, observed.OrdersUp, observed.OrdersAmount);
        await TellFleetAsync(evenIfSame: true);
    }

    public async Task LineAsync(string line, bool isOpen)
    {
        if (_health is null) await LoadAsync(CancellationToken.None);
        if (isOpen) _health?.LineOpened(line, clock.GetUtcNow());
        else _health?.LineClosed(line, clock.GetUtcNow());
        await TellFleetAsync(evenIfSame: false);
    }

    public async Task EvaluateAsync()
    {
        if (_health is null) await LoadAsync(CancellationToken.None);
        await TellFleetAsync(evenIfSame: true);
        await RaiseAlarmAsync(CancellationToken.None);
    }

    public Task<long> ReconcileAsync()
    {
        _reconcileAgain = true;
        if (_reconciling.IsCompleted) _reconciling = RunReconcilingAsync();
        return _reconciling;
    }

    public async Task<TerminalDetail?> GetDetailAsync()
    {
        if (_health is null || _stored is null) return null;
        await CountAsync();
        Judge();
        return await page.ReadAsync(_stored, _health.Summary, _day, _dayBegan, CancellationToken.None);
    }

    public async Task<ChangeOutcome> RevokeAsync()
    {
        var outcome = await commands.RevokeAsync(_terminal, CancellationToken.None);
        _countsAreOld = true;
        return outcome;
    }

    public async Task<ChangeOutcome> ReplayQuarantinedAsync(string quarantineId)
    {
        var outcome = await commands.ReplayAsync(_terminal, quarantineId, CancellationToken.None);
        _countsAreOld = true;
        StartReconciling();
        return outcome;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _stored = await reading.LoadAsync(_terminal.Value, cancellationToken);
        if (_stored is null) return;
        _health = new TerminalHealth(_stored.Summary, clock.GetUtcNow());
        BeginDay();
        foreach (var session in _stored.Sessions) _day.Synced(session);
        await CountAsync();
    }

    private void BeginDay()
    {
        _dayBegan = StoreDay.StartOfToday(_stored?.TimeZone ?? "UTC", clock.GetUtcNow());
        _day = new TerminalDay();
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (_health is null || _stored is null) return;
        if (StoreDay.StartOfToday(_stored.TimeZone, clock.GetUtcNow()) != _dayBegan)
        {
            BeginDay();
            _countsAreOld = true;
        }

        var counted = _countsAreOld;
        await CountAsync();
        await TellFleetAsync(evenIfSame: counted);
        await RaiseAlarmAsync(cancellationToken);
    }

    private async Task RaiseAlarmAsync(CancellationToken cancellationToken)
    {
        if (_health is null) return;
        _alarm ??= await alarms.BeginAsync(_terminal, cancellationToken);
        if (await alarms.SettleAsync(_terminal, _alarm, _health, _shiftOpen)) await Fleet.StoreChangedAsync(_health.Summary.Store);
    }

    private async Task CountAsync()
    {
        if (!_countsAreOld || _health is null || _stored is null) return;
        _countsAreOld = false;
        var counts = await reading.CountAsync(_terminal.Value, _health.Summary.Store, _stored.TimeZone, CancellationToken.None);
        (_ordersPerHour, _shiftOpen) = (counts.OrdersPerHour, counts.ShiftOpen);
        _health.Counted(counts);
    }

    private bool Judge()
    {
        var changed = _health!.Evaluate(clock.GetUtcNow(), _ordersPerHour);
        _day.Timeline.Saw(_health.Summary.Status, _health.Summary.StatusSince, clock.GetUtcNow());
        return changed;
    }

    private async Task TellFleetAsync(bool evenIfSame)
    {
        if (_health is not null && (Judge() || evenIfSame)) await Fleet.TerminalChangedAsync(_health.Summary);
    }

    private void StartReconciling() => ReconcileAsync().Ignore();

    private async Task<long> RunReconcilingAsync()
    {
        var facts = 0L;
        while (_reconcileAgain)
        {
            _reconcileAgain = false;
            try
            {
                var report = await reconciler.RunAsync(_terminal, CancellationToken.None);
                facts += report.Facts;
                _countsAreOld |= report.Facts > 0;
                foreach (var store in report.Stores) await Fleet.StoreChangedAsync(store.Value);
            }
            // Whatever it was, the facts are safe and the sweep comes back to them.
            catch (Exception problem)
            {
                LogNotReconciled(problem, _terminal);
                throw;
            }
        }

        return facts;
    }

    [LoggerMessage(2131, LogLevel.Warning, "The facts of terminal {Terminal} aren't reconciled yet; the sweep tries again")]
    private partial void LogNotReconciled(Exception problem, TerminalId terminal);
}
