using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Link;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Steps;

/// <summary>What happens to machines and lines.</summary>
internal sealed class FaultSteps(ShopWorld world)
{
    private const int MostDevices = 8;
    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(365), TimeSpan.FromDays(-365), TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(-7), TimeSpan.Zero,
    ];

    private Dice Dice => world.Dice;

    public string Outage(Device device)
    {
        device.IsOffline = !device.IsOffline;
        world.Coverage.Saw(device.IsOffline ? "link: outage begins" : "link: outage ends");
        return device.IsOffline ? "offline" : "online";
    }

    public string ClockJump(Device device)
    {
        var jump = Dice.Pick(Jumps);
        device.Clock.Offset = world.Swarm.RightClocks ? TimeSpan.Zero : jump;
        world.Coverage.Saw("terminal: clock set");
        return "clock " + device.Clock.Offset;
    }

    public async Task<string> LateRequestAsync()
    {
        if (world.Delayed.Count == 0) return "none";
        var at = Dice.Below(world.Delayed.Count);
        var request = world.Delayed[at];
        world.Delayed.RemoveAt(at);
        var answer = await world.DeliverAsync(request);
        world.Coverage.Saw("link: late request arrives");
        return answer is null ? "hub gone" : "status " + answer.Status;
    }

    public string TakeImage(Device device)
    {
        device.TakeImage();
        return "image";
    }

    public async Task<string> SetBackAsync(Device device)
    {
        if (device.Image is null) return "no image";
        await device.SetBackAsync();
        world.Coverage.Saw("terminal: disk set back");
        return "disk set back";
    }

    public string Clone(Device device)
    {
        if (world.Devices.Count >= MostDevices) return "enough devices";
        // A copy of a device that is locked out is locked out.
        world.AddDevice("C" + (world.Devices.Count + 1), device.Folder).IsReplaced = device.IsReplaced;
        world.Coverage.Saw("terminal: cloned");
        return "cloned";
    }

    public async Task<string> DamageReplicaAsync(Device device)
    {
        await device.DamageReplicaAsync();
        world.Coverage.Saw("terminal: replica damaged");
        return "replica damaged";
    }

    public async Task<string> PowerCutAsync(Device device)
    {
        await device.PowerCutAsync(Dice.Between(0, 100));
        world.Coverage.Saw("terminal: power cut");
        return "power cut";
    }

    /// <summary>A new machine takes a terminal's place; whatever ran as that terminal is locked out.</summary>
    public async Task<string> ReplaceAsync(Device device)
    {
        if (device.IsReplaced || world.Devices.Count >= MostDevices) return "none";
        var (terminal, hub) = (TerminalId.Parse(device.Terminal), world.Hub);
        var store = StoreId.Parse(hub.Sql.Text("SELECT store FROM terminal WHERE terminal = $terminal", ("$terminal", terminal.Value))!);
        var code = await new EnrolmentCodes(hub.Writer, hub.Database).MakeAsync(store, terminal, "simulation", SimulatedHub.Cancellation);
        var folder = SimulationFolder.New("machine");
        await using (var engine = Device.OpenEngine(folder, new SimulatedClock(world.Time), () => new PlainLine(world.AnswerAsync), 500))
            await engine.Enrolment.EnrolAsync(Device.HubAddress, code!.Code, SimulatedHub.Cancellation);
        foreach (var old in world.Devices.Where(d => d.Terminal == device.Terminal)) old.IsReplaced = true;
        world.AddDevice("N" + (world.Devices.Count + 1), folder);
        Directory.Delete(folder, recursive: true);
        world.Coverage.Saw("terminal: replaced");
        return "replaced";
    }

    /// <summary>Nobody trades for a long time.</summary>
    public string Weeks()
    {
        var days = Dice.Between(20, 60);
        world.Time.Advance(TimeSpan.FromDays(days));
        return days + " days";
    }

    /// <summary>A newer program writes a fact that this hub doesn't know yet, or one with a form that nobody knows.</summary>
    public async Task<string> FutureFactAsync(Device device)
    {
        var type = Dice.Pick(["LoyaltyEarned", "CashMoved"]);
        await device.WriteFactAsync(type, world.Time.Now);
        world.Coverage.Saw("terminal: fact that the hub can't read");
        return type;
    }
}
