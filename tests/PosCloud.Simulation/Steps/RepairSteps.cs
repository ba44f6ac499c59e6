using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.Model.Invariants;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Steps;

/// <summary>Programs that are killed while they mend something, and damage that comes again before all is sent.</summary>
internal sealed class RepairSteps(ShopWorld world, TerminalSteps terminal, CarryingSteps carrying)
{
    private const int MostKills = 3;
    private const int MostDamages = 3;
    private const int NewestFacts = 30;

    private Dice Dice => world.Dice;

    /// <summary>A journal is damaged and mended, and perhaps again at once, before the hub has heard of what was sold meanwhile.</summary>
    public async Task<string> DamageAsync(Device device)
    {
        var said = await DamageOnceAsync(device);
        for (var again = 1; again < MostDamages && Dice.Chance(40); again++)
        {
            for (var sales = Dice.Between(0, 3); sales > 0; sales--) terminal.Sell(device);
            world.Note(device);
            var unsent = device.Journal.Pending();
            said += "; again " + await DamageOnceAsync(device);
            if (unsent > 0) world.Coverage.Saw("repair: damaged again with facts unsent");
        }

        return said;
    }

    /// <summary>Its process is killed while it deletes old facts.</summary>
    public async Task<string> KilledDeletingAsync(Device device)
    {
        device.Witness();
        var before = device.Journal.Facts.ToList();
        device.KillAt(Dice.Below(3));
        device.Engine.DeleteOldFacts();
        var deleted = device.Journal.Deleted();
        var killed = await device.RecoverAsync();
        if (killed)
        {
            world.Coverage.Saw("repair: killed while old facts are deleted");
            var there = device.Journal.Facts.Select(fact => fact.Position).ToHashSet();
            deleted = before.FindAll(fact => !there.Contains(fact.Position));
        }

        KeepingInvariants.Check(world, device, deleted);
        foreach (var fact in deleted) device.Printed.Remove(fact.Key);
        return $"{(killed ? "killed" : "lived")}, deleted {deleted.Count}";
    }

    /// <summary>Its replica can't be read any more; its process is killed while a ready-made one comes, is checked or takes the place.</summary>
    public async Task<string> KilledFetchingAsync(Device device)
    {
        if (Dice.Chance(70)) await device.DamageReplicaAsync();
        var (at, parts) = (Dice.Below(6), 0);
        var engine = device.Engine;
        engine.Sync.Changed += Look;
        engine.CatalogueChanged += Look;
        await engine.Sync.SyncNowAsync(CancellationToken.None);
        device.Syncs++;
        engine.Sync.Changed -= Look;
        engine.CatalogueChanged -= Look;
        if (!await device.RecoverAsync()) return "lived";
        world.Coverage.Saw("repair: killed while a file comes");
        return "killed";

        void Look()
        {
            if (!device.IsKilled && device.HasPartOfFile && parts++ == at) device.Kill();
        }
    }

    private async Task<string> DamageOnceAsync(Device device)
    {
        var facts = device.Journal.Facts;
        if (facts.Count == 0) return "empty";
        if (facts[0].Sequence > 1) world.Coverage.Saw("repair: damaged behind deleted facts");
        var at = facts[^(1 + Dice.Below(Math.Min(facts.Count, NewestFacts)))];
        var (before, isPage) = (facts.Count, Dice.Chance(50));
        var damage = await JournalDamage.DoAsync(device, at, isPage);
        if (Dice.Chance(50) && await damage.WorkUntilKilledAsync(Dice.Below(8))) world.Coverage.Saw("repair: killed while it works on a damaged journal");
        var (bytes, salvaged, places) = await RepairAsync(device, damage);
        carrying.Keep(device, bytes, salvaged);
        return $"{(isPage ? "page of" : "fact")} {at.Sequence} damaged, killed {places}, {salvaged.Count} of {before} saved";
    }

    /// <summary>People begin it again until it gets to its end; the new journal may have been in its place all the time.</summary>
    private async Task<(byte[] Bytes, List<JournalFact> Whole, string Places)> RepairAsync(Device device, JournalDamage damage)
    {
        var places = new List<string>();
        for (var kills = Dice.Between(0, MostKills); kills > 0; kills--)
        {
            var killed = await KilledRecovery.DoAsync(device, Dice);
            places.Add(killed.Place);
            world.Coverage.Saw("repair: killed " + killed.Place);
            if (killed.Export is { } export)
            {
                var (file, salvaged) = await damage.GoOnAsync(export);
                return (file, salvaged, string.Join(", ", places));
            }

            // Before people begin it again, somebody starts the program as ever.
            if (Dice.Chance(30)) await damage.WorkOnAsync();
        }

        var (bytes, whole) = await damage.RecoverAsync();
        return (bytes, whole, places.Count == 0 ? "never" : string.Join(", ", places));
    }
}
