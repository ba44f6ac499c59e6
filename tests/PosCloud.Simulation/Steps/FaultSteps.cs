using PosCloud.Simulation.Devices;
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
        world.AddDevice("C" + (world.Devices.Count + 1), device.Folder);
        world.Coverage.Saw("terminal: cloned");
        return "cloned";
    }

    public async Task<string> DamageReplicaAsync(Device device)
    {
        await device.DamageReplicaAsync();
        world.Coverage.Saw("terminal: replica damaged");
        return "replica damaged";
    }

    /// <summary>Nobody trades for a long time.</summary>
    public string Weeks()
    {
        var days = Dice.Between(20, 60);
        world.Time.Advance(TimeSpan.FromDays(days));
        return days + " days";
    }

    /// <summary>Somebody takes the journal along as a file; sometimes its end is lost on the way.</summary>
    public string Export(Device device)
    {
        var path = Path.Combine(device.Folder, "..", "carried-" + world.CarriedJournals.Count);
        device.Engine.ExportJournal(path);
        var bytes = File.ReadAllBytes(path);
        if (Dice.Chance(25)) bytes = bytes[..(int)((long)bytes.Length * Dice.Between(1, 99) / 100)];
        world.CarriedJournals.Add(bytes);
        return "exported";
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
