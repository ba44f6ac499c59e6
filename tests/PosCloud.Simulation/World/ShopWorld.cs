using PosCloud.HubStorage;
using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Link;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.Model.Invariants;

namespace PosCloud.Simulation.World;

/// <summary>Everything of one seed: a hub, devices, lines between them, time, and what the model remembers.</summary>
internal sealed class ShopWorld : IAsyncDisposable
{
    private const int KillPercent = 3;

    /// <summary>Where repairs are killed: a terminal comes back or a file is taken in few requests.</summary>
    private const int RepairKillPercent = 15;

    private readonly string _folder;
    private readonly HubEntrance _entrance;
    private bool _inInterlude;
    private string? _killedHub;

    private ShopWorld(ulong seed, Swarm swarm, PlantedBug bug, bool keepTrace, string folder, Template template)
    {
        (Seed, Bug, _folder) = (seed, bug, folder);
        Swarm = swarm;
        Dice = Dice.Of(seed, 0);
        Log = new EventLog(keepTrace);
        var options = new HubStorageOptions { MaxFactsPerBatch = Swarm.MaxFactsPerBatch, MaxRowsPerPage = Swarm.MaxRowsPerPage, DataDirectory = Path.Combine(folder, "hub") };
        if (Swarm.Files) options.BootstrapFromRows = 10;
        Hub = SimulatedHub.Start(Path.Combine(folder, "hub"), template.Hub, new SimulatedClock(Time), options, bug);
        _entrance = new HubEntrance(Hub, () => IsCalm || Dice.Chance(50));
        HubImages.Add(template.EarlyHub);
        Views = new ViewBook(this);
        for (var i = 0; i < Swarm.Terminals; i++) AddDevice("D" + (i + 1), template.Terminal(i));
        Log.Add(Swarm.ToString());
        if (Swarm.Credits) Log.Add("with vouchers and points");
        if (Swarm.KilledRepairs) Log.Add("with kills in repairs");
    }

    public ulong Seed { get; }

    public PlantedBug Bug { get; }

    public Swarm Swarm { get; }

    public WorldTime Time { get; } = new();

    /// <summary>Of the step under way.</summary>
    public Dice Dice { get; set; }

    public EventLog Log { get; }

    public Coverage Coverage { get; } = new();

    public Names Names { get; } = new();

    public SimulatedHub Hub { get; }

    public List<Device> Devices { get; } = [];

    /// <summary>Requests that the line still holds.</summary>
    public List<WireRequest> Delayed { get; } = [];

    public ViewBook Views { get; }

    /// <summary>Ids of facts with the order in which they truly happened.</summary>
    public Dictionary<string, int> TrueOrder { get; } = new(StringComparer.Ordinal);

    /// <summary>No more faults: everything must come to rest.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Copies of the hub's database to set it back to.</summary>
    public List<string> HubImages { get; } = [];

    /// <summary>Every backup that was begun, in order.</summary>
    public List<Backup> Backups { get; } = [];

    /// <summary>The hub's epoch when its database was set back; while it's still that, nobody has noticed.</summary>
    public string? SetBackIn { get; set; }

    /// <summary>Whose rows a ready-made replica holds, by its name.</summary>
    public Dictionary<string, string> FileStores { get; } = new(StringComparer.Ordinal);

    /// <summary>Exported journals that somebody has in a pocket.</summary>
    public List<(Device Of, byte[] Bytes)> CarriedJournals { get; } = [];

    /// <summary>What could be saved of damaged journals.</summary>
    public List<(Device Of, byte[] Bytes)> Salvaged { get; } = [];

    /// <summary>What the hub may do between two requests of one sync.</summary>
    public Func<Task>? Interlude { get; set; }

    public string HubEpoch => Hub.Sql.Text("SELECT epoch FROM hub_epoch ORDER BY started_at DESC LIMIT 1")!;

    /// <summary>A kill happened inside work that kept the exception to itself.</summary>
    public bool HubWasKilled => _killedHub is not null;

    public bool IsSetBackUnnoticed => SetBackIn is { } epoch && epoch == HubEpoch;

    public static async Task<ShopWorld> CreateAsync(ulong seed, Swarm swarm, PlantedBug bug, bool keepTrace)
    {
        var template = await Template.GetAsync();
        return new ShopWorld(seed, swarm, bug, keepTrace, SimulationFolder.New("world"), template);
    }

    public Device AddDevice(string name, string contents)
    {
        var device = new Device(name, Path.Combine(_folder, "disks"), contents, Time, Swarm.MaxFactsPerUpload, owner => new FaultyLine(this, owner), Bug);
        Devices.Add(device);
        return device;
    }

    /// <summary>Notes what just happened on a device.</summary>
    public void Note(Device device)
    {
        foreach (var fact in device.Journal.Facts) TrueOrder.TryAdd(fact.Id, TrueOrder.Count);
    }

    /// <summary>Hands a request to the hub while nothing goes wrong.</summary>
    public Task<WireAnswer> AnswerAsync(WireRequest request) => _entrance.AnswerAsync(request);

    /// <summary>Hands a request to the hub; null when the connection broke.</summary>
    public async Task<WireAnswer?> DeliverAsync(WireRequest request)
    {
        if (Bug.AnswerInstead(request) is { } forged) return forged;
        var dies = ArmHubFault();
        try
        {
            var answer = await _entrance.AnswerAsync(request);
            Hub.Faults.Disarm();
            answer = Bug.Change(request, answer);
            AnswerWatch.Look(this, request, answer);
            if (!dies) return answer;
            Coverage.Saw("hub: killed before answering");
            await Hub.RestartAsync(Hub.CopyFiles());
            return null;
        }
        catch (SimulatedCrashException)
        {
            await RestartKilledHubAsync();
            return null;
        }
    }

    public async Task RestartKilledHubAsync()
    {
        if (Hub.Faults.KilledAt.Contains("INTO terminal_key", StringComparison.Ordinal)) Coverage.Saw("hub: killed while a terminal came back");
        Coverage.Saw("hub: killed in a transaction");
        await Hub.RestartAsync(_killedHub);
        _killedHub = null;
    }

    /// <summary>Lets the hub go on with other work between two requests of one terminal.</summary>
    public async Task InterludeAsync()
    {
        if (IsCalm || _inInterlude || Interlude is null || Swarm.LinkFaultPercent == 0 || !Dice.Chance(15)) return;
        _inInterlude = true;
        await Interlude();
        _inInterlude = false;
    }

    /// <summary>Something may go wrong in the hub's next writes.</summary>
    /// <returns>True when the process ends after its commit and before its answer.</returns>
    public bool ArmHubFault()
    {
        if (IsCalm) return false;
        if (Swarm.BusyHub && Dice.Chance(4))
        {
            Coverage.Saw("hub: disk full for a statement");
            Hub.Faults.FillDiskBefore(Dice.Below(12));
        }
        else if (Swarm.HubCrashes && Dice.Chance(Swarm.KilledRepairs ? RepairKillPercent : KillPercent))
        {
            Hub.Faults.KillBefore(Dice.Below(14), () => _killedHub = Hub.LeftBehind());
        }
        else
        {
            return Swarm.HubCrashes && Dice.Chance(2);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var device in Devices) await device.DisposeAsync();
        await Hub.DisposeAsync();
        Log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
