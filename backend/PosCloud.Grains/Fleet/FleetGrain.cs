using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;

namespace PosCloud.Grains.Fleet;

/// <summary>What is going on in all shops, pushed to dashboards as it changes. Holds nothing that can't be read again.</summary>
[GrainType("fleet")]
public sealed class FleetGrain(TerminalReading terminals, FleetReading reading, IOptions<FleetOptions> options, TimeProvider clock) : Grain, IFleetGrain
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // Counting reads the database; people don't see the difference of a second.
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    private readonly FleetBoard _board = new(options.Value.Merchant);
    private readonly ChangeSignal _signal = new();
    private bool _countsAreOld = true;
    private long? _countedAt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var summary in await terminals.LoadAllAsync(cancellationToken))
        {
            // Their grains say more as soon as they're heard.
            var health = new TerminalHealth(summary, clock.GetUtcNow());
            health.Evaluate(clock.GetUtcNow(), 0);
            _board.Put(health.Summary);
        }

        foreach (var at in await reading.OrdersOfLastHourAsync(cancellationToken)) _board.Minutes.Add(at, 1);
    }

    public async Task<FleetOverview> GetOverviewAsync()
    {
        await CountAsync(force: true);
        return _board.Show(clock.GetUtcNow());
    }

    public async IAsyncEnumerable<FleetOverview> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var changed = _signal.Next;
            await CountAsync(force: false);
            yield return _board.Show(clock.GetUtcNow());
            var shown = clock.GetTimestamp();
            // Counts that were too young to be read again are read at the next beat.
            await Task.WhenAny(changed, Task.Delay(_countsAreOld ? CountEvery : Heartbeat, clock, cancellation));
            var early = Interval - clock.GetElapsedTime(shown);
            if (early > TimeSpan.Zero) await Task.Delay(early, clock, cancellation);
        }
    }

    public Task TerminalChangedAsync(TerminalSummary summary)
    {
        _board.Put(summary);
        _signal.Changed();
        return Task.CompletedTask;
    }

    public Task OrdersReceivedAsync(string store, int orders, Amount? amount)
    {
        _board.Minutes.Add(clock.GetUtcNow(), orders);
        return StoreChangedAsync(store);
    }

    public Task StoreChangedAsync(string store)
    {
        _countsAreOld = true;
        _signal.Changed();
        return Task.CompletedTask;
    }

    private async Task CountAsync(bool force)
    {
        var age = _countedAt is { } counted ? clock.GetElapsedTime(counted) : TimeSpan.MaxValue;
        if (!force && (age < CountEvery || (!_countsAreOld && age < TimeSpan.FromMinutes(1)))) return;
        (_countsAreOld, _countedAt) = (false, clock.GetTimestamp());
        _board.Counts = await reading.CountAsync(CancellationToken.None);
    }
}
