using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Model.Invariants;
using PosCloud.Simulation.Steps;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Running;

/// <summary>The one thread of control: chooses the next step by the seed, takes it to its end, lets the model look.</summary>
internal sealed class Scheduler
{
    /// <summary>The hub's whole database is looked at every so many steps; what is wrong in its ledger stays wrong.</summary>
    private const int HubLook = 20;

    /// <summary>Vouchers and points are looked at less often: for that every order is read again.</summary>
    private const int CreditLook = 60;

    private readonly ShopWorld _world;
    private readonly TerminalSteps _terminal;
    private readonly HubSteps _hub;
    private readonly FaultSteps _fault;
    private readonly CarryingSteps _carrying;
    private readonly KeepingSteps _keeping;
    private readonly CreditSteps _credits;
    private readonly RepairSteps _repair;
    private readonly CreditWatch _watch;
    private readonly List<(string Name, int Weight, Func<Task<string>> Take)> _steps = [];
    private readonly int _weights;
    private Device? _touched;

    public Scheduler(ShopWorld world)
    {
        (_world, _terminal, _hub, _fault) = (world, new TerminalSteps(world), new HubSteps(world), new FaultSteps(world));
        (_carrying, _keeping) = (new CarryingSteps(world, _hub), new KeepingSteps(world, _hub));
        (_credits, _watch) = (new CreditSteps(world, _terminal, _hub), new CreditWatch(world));
        _repair = new RepairSteps(world, _terminal, _carrying);
        AddWork();
        AddFaults(world.Swarm);
        if (world.Swarm.Credits) AddCredits(world.Swarm);
        if (world.Swarm.KilledRepairs) AddKilledRepairs(world.Swarm);
        _weights = _steps.Sum(step => step.Weight);
        world.Interlude = async () => world.Log.Add("  between: " + (world.Dice.Chance(60) ? await _hub.ReconcileAsync(all: false) : await _hub.PriceAsync()));
    }

    public async Task RunAsync(int steps)
    {
        if (_world.Swarm.Credits) await _credits.RateAsync();
        for (var step = 1; step <= steps; step++)
        {
            _world.Dice = Dice.Of(_world.Seed, (ulong)step);
            _world.Time.Advance(TimeSpan.FromSeconds(_world.Dice.Chance(5) ? _world.Dice.Between(300, 20_000) : _world.Dice.Between(1, 90)));
            _touched = null;
            var (name, take) = Next();
            var result = await take();
            _world.Log.Add($"{step} {name} {_touched?.Name} {result}");
            if (_touched is { } device)
            {
                _world.Note(device);
                DeviceInvariants.Check(_world, device, all: false);
            }

            if (step % HubLook != 0) continue;
            HubInvariants.Check(_world.Hub.Sql);
            _watch.Look();
            if (_world.Swarm.Credits && step % CreditLook == 0) CreditInvariants.Check(_world.Hub.Sql);
        }
    }

    public async Task HealAsync()
    {
        await new Healing(_world, _terminal, _hub, _fault, _carrying).RunAsync();
        _watch.Look();
    }

    private (string Name, Func<Task<string>> Take) Next()
    {
        var at = _world.Dice.Below(_weights);
        foreach (var (name, weight, take) in _steps)
        {
            if ((at -= weight) < 0) return (name, take);
        }

        throw new InvalidOperationException("The weights don't add up.");
    }

    private void AddWork()
    {
        OnDevice("sell", 20, _terminal.Sell);
        OnDevice("refund", 3, _terminal.Refund);
        OnDevice("move", 14, _terminal.Move);
        OnDevice("shift", 3, _terminal.Shift);
        OnDevice("sync", 12, _terminal.SyncAsync);
        OnDevice("restart", 1, TerminalSteps.RestartAsync);
        Add("reconcile", 8, () => _hub.ReconcileAsync(all: false));
        Add("price", 1, _hub.PriceAsync);
        Add("hub restart", 1, _hub.RestartAsync);
    }

    private void AddFaults(Swarm swarm)
    {
        if (swarm.Counts) OnDevice("count", 4, _terminal.Count);
        if (swarm.LinkFaultPercent > 0) Add("late request", 4, _fault.LateRequestAsync);
        if (swarm.Outages) OnDevice("outage", 4, _fault.Outage);
        if (swarm.ClockJumps) OnDevice("clock", 3, _fault.ClockJump);
        if (swarm.TerminalCrashes) OnDevice("kill in sale", 2, _terminal.KilledSaleAsync);
        if (swarm.FutureFacts) OnDevice("future fact", 1, _fault.FutureFactAsync);
        if (swarm.DamagedReplicas) OnDevice("damage replica", 1, _fault.DamageReplicaAsync);
        if (swarm.Moves) Add("move terminal", 1, _hub.MoveAsync);
        if (swarm.CarriedJournals) OnDevice("export", 1, _carrying.Export);
        if (swarm.DamagedJournals) OnDevice("damage journal", 1, _carrying.DamageJournalAsync);
        if (swarm.CarriedJournals || swarm.DamagedJournals) Add("import", 1, _carrying.ImportAsync);

        if (swarm.PowerCuts) OnDevice("power cut", 2, _fault.PowerCutAsync);
        // Who has the place after the hub forgot the replacement is for people to say.
        if (swarm.Replacements && !swarm.HubSetBack) OnDevice("replace", 1, _fault.ReplaceAsync);
        if (swarm.Files) Add("files", 2, _hub.BuildFilesAsync);
        if (swarm.Weeks)
        {
            Add("weeks", 1, () => Task.FromResult(_fault.Weeks()));
            Add("retention", 2, _hub.RetainAsync);
        }

        if (swarm.Keeping)
        {
            Add("back up", 2, _keeping.BackUpAsync);
            Add("verify backup", 2, _keeping.VerifyAsync);
            Add("quarter", 1, () => Task.FromResult(_keeping.Quarter()));
            OnDevice("delete old facts", 4, _keeping.Delete);
        }

        if (swarm.Revocations)
        {
            Add("revoke", 1, _hub.RevokeAsync);
            Add("replay", 2, async () => "replayed " + await _hub.ReplayAsync(3));
        }

        if (swarm.DiskCopies)
        {
            OnDevice("image", 2, _fault.TakeImage);
            OnDevice("set back", 1, _fault.SetBackAsync);
            OnDevice("clone", 1, _fault.Clone);
        }

        if (swarm.HubSetBack)
        {
            Add("hub image", 2, () => Task.FromResult(_hub.TakeImage()));
            Add("hub set back", 1, _hub.SetBackAsync);
        }
    }

    /// <summary>Behind all others: seeds without them choose as they always did.</summary>
    private void AddCredits(Swarm swarm)
    {
        OnDevice("sell voucher", 4, _credits.SellVoucher);
        OnDevice("pay by voucher", 5, _credits.PayByVoucher);
        OnDevice("sell to customer", 5, _credits.SellToCustomer);
        OnDevice("refund onto voucher", 2, _credits.RefundOntoVoucher);
        Add("points rate", 1, _credits.RateAsync);
        if (swarm.TerminalCrashes) OnDevice("kill in voucher sale", 1, device => _terminal.KilledAsync(device, _credits.PayByVoucher));
    }

    /// <summary>Behind even those.</summary>
    private void AddKilledRepairs(Swarm swarm)
    {
        OnDevice("kill in recovery", 2, _repair.DamageAsync);
        if (!swarm.CarriedJournals && !swarm.DamagedJournals) Add("import", 1, _carrying.ImportAsync);
        if (swarm.Keeping) OnDevice("kill in deleting", 2, _repair.KilledDeletingAsync);
        if (swarm.Files) OnDevice("kill in fetching", 3, _repair.KilledFetchingAsync);
    }

    private void OnDevice(string name, int weight, Func<Device, string> take) => OnDevice(name, weight, device => Task.FromResult(take(device)));

    private void OnDevice(string name, int weight, Func<Device, Task<string>> take) => Add(name, weight, () =>
    {
        _touched = _world.Dice.Pick(_world.Devices);
        return take(_touched);
    });

    private void Add(string name, int weight, Func<Task<string>> take) => _steps.Add((name, weight, take));
}
