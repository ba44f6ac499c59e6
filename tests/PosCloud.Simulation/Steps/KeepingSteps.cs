using PosCloud.HubStorage.Backups;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model.Invariants;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Steps;

/// <summary>Backups of the hub by its database's own tool, and terminals that delete what a verified one has had for long.</summary>
internal sealed class KeepingSteps(ShopWorld world, HubSteps hub)
{
    private int _names;

    /// <summary>An operator begins a backup and copies the database.</summary>
    public Task<string> BackUpAsync()
    {
        var (name, epoch) = ("backup-" + ++_names, world.HubEpoch);
        return hub.WriteAsync(name, async () =>
        {
            if (await world.Hub.Backup.MakeAsync(name, verify: false, "simulation", SimulatedHub.Cancellation) is not BackupOutcome.Begun) return "not begun";
            var copy = world.Hub.CopyFiles();
            world.HubImages.Add(copy);
            world.Backups.Add(new Backup(name, epoch, copy));
            world.Coverage.Saw("hub: backup begun");
            return "begun";
        });
    }

    /// <summary>An operator has seen that a backup can be restored, perhaps an old one.</summary>
    public async Task<string> VerifyAsync()
    {
        var begun = world.Backups.FindAll(backup => backup.VerifiedAt is null);
        if (begun.Count == 0) return "none";
        var backup = world.Dice.Pick(begun);
        // Noted before: a hub that is killed may have told it to somebody.
        backup.VerifiedAt = world.Time.Now;
        return await hub.WriteAsync("verify " + backup.Name, async () =>
        {
            var outcome = await world.Hub.Backup.MakeAsync(backup.Name, verify: true, "simulation", SimulatedHub.Cancellation);
            if (outcome is not BackupOutcome.Registered) backup.VerifiedAt = null;
            else world.Coverage.Saw("hub: backup verified");
            return outcome.GetType().Name;
        });
    }

    /// <summary>Nobody trades for a quarter of a year.</summary>
    public string Quarter()
    {
        world.Time.Advance(TimeSpan.FromDays(91));
        return "91 days";
    }

    /// <summary>What a terminal does by itself every day.</summary>
    public string Delete(Device device)
    {
        device.Witness();
        device.Engine.DeleteOldFacts();
        var deleted = device.Journal.Deleted();
        if (deleted.Count == 0) return "nothing is old enough";
        KeepingInvariants.Check(world, device, deleted);
        foreach (var fact in deleted) device.Printed.Remove(fact.Key);
        world.Coverage.Saw("terminal: old facts deleted");
        return $"deleted {deleted.Count}";
    }
}
