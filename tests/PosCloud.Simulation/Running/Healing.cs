using PosCloud.Simulation.Model;
using PosCloud.Simulation.Model.Invariants;
using PosCloud.Simulation.Steps;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Running;

/// <summary>The end of every run: no more faults, right clocks, everybody online. Then everything must come to rest (I9).</summary>
internal sealed class Healing(ShopWorld world, TerminalSteps terminal, HubSteps hub, FaultSteps fault, CarryingSteps carrying)
{
    private const int MostRounds = 40;

    public async Task RunAsync()
    {
        world.IsCalm = true;
        foreach (var device in world.Devices) (device.IsOffline, device.Clock.Offset) = (false, TimeSpan.Zero);
        while (world.Delayed.Count > 0) await fault.LateRequestAsync();
        for (var round = 1; await IsMovingAsync(round); round++)
            InvariantBrokenException.Unless(round < MostRounds, "I9", $"after {round} rounds without faults something still moves: {string.Join("; ", world.Log.Lines.TakeLast(world.Devices.Count))}");
        foreach (var device in world.Devices)
        {
            if (device.IsReplaced) continue;
            InvariantBrokenException.Unless(device.Journal.Pending() == 0, "I9", $"{device.Name} still has {device.Journal.Pending()} facts to send.");
            DeviceInvariants.Check(world, device, all: true);
        }

        HubInvariants.Check(world.Hub.Sql);
        RestInvariants.Check(world);
        world.Log.Add($"at rest: {world.Hub.Sql.Number("SELECT COUNT(*) FROM fact")} facts, {world.Hub.Sql.Number("SELECT SUM(on_hand) FROM stock")} on hand, {world.Hub.Sql.Number("SELECT COUNT(*) FROM exception")} exceptions");
    }

    private async Task<bool> IsMovingAsync(int round)
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var moving = false;
        // In every round: a terminal that came back by its certificate is what it was noted to be, perhaps revoked.
        await hub.AdmitAllAsync();
        if (world.Swarm.Files) await hub.BuildFilesAsync();
        while (await hub.ReconcileAsync(all: true) is not "nothing") moving = true;
        moving |= await hub.ReplayAsync(int.MaxValue) > 0;
        moving |= await carrying.FromSalvageAsync();
        foreach (var device in world.Devices)
        {
            if (device.IsReplaced)
            {
                moving |= await carrying.FromReplacedAsync(device);
                continue;
            }

            // Sent again it changes what others see, and nothing that this terminal counts.
            moving |= device.Journal.Damaged() > 0;
            var result = await terminal.SyncAsync(device);
            moving |= result != "up 0 down 0 in 1 ok";
            world.Log.Add($"round {round} {device.Name} {result}");
        }

        return moving;
    }
}
