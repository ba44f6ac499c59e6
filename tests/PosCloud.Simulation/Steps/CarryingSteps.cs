using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Export;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Steps;

/// <summary>Journals that people carry to the hub as files.</summary>
internal sealed class CarryingSteps(ShopWorld world, HubSteps hub)
{
    /// <summary>A place of these is damaged: older ones the hub mostly has.</summary>
    private const int NewestFacts = 30;

    /// <summary>Somebody takes the journal along; sometimes its end is lost on the way.</summary>
    public string Export(Device device)
    {
        var bytes = device.Export();
        if (world.Dice.Chance(25)) bytes = bytes[..(int)((long)bytes.Length * world.Dice.Between(1, 99) / 100)];
        world.CarriedJournals.Add((device, bytes));
        return "exported";
    }

    /// <summary>A file that somebody carried here, perhaps for the second time.</summary>
    public async Task<string> ImportAsync()
    {
        if (world.CarriedJournals.Count == 0) return "none";
        var (device, bytes) = world.Dice.Pick(world.CarriedJournals);
        return await ImportAsync(device, bytes);
    }

    /// <summary>Replaced devices are let in no more: people carry what they hold.</summary>
    /// <returns>True when something new came.</returns>
    public async Task<bool> FromReplacedAsync(Device device)
    {
        var before = world.Hub.Sql.Number("SELECT COUNT(*) FROM fact");
        await ImportAsync(device, device.Export());
        if (world.Hub.Sql.Number("SELECT COUNT(*) FROM fact") == before) return false;
        world.Coverage.Saw("import: journal of a replaced device");
        return true;
    }

    /// <summary>
    /// A disk spoils a place of the journal. Perhaps the program works on until it looks at all of it; then nothing more is
    /// sold, and people save what can be read.
    /// </summary>
    public async Task<string> DamageJournalAsync(Device device)
    {
        var facts = device.Journal.Facts;
        if (facts.Count == 0) return "empty";
        var at = facts[^(1 + world.Dice.Below(Math.Min(facts.Count, NewestFacts)))];
        var (before, isPage) = (facts.Count, world.Dice.Chance(50));
        var damage = await JournalDamage.DoAsync(device, at, isPage);
        world.Coverage.Saw("terminal: journal damaged");
        if (await damage.WorkOnAsync()) world.Coverage.Saw("terminal: damage of the journal found by looking at all of it");
        var (bytes, salvaged) = await damage.RecoverAsync();
        Keep(device, bytes, salvaged);
        return $"{(isPage ? "page of" : "fact")} {at.Sequence} damaged, {salvaged.Count} of {before} saved";
    }

    /// <summary>Somebody takes along what was saved of a damaged journal.</summary>
    public void Keep(Device device, byte[] bytes, List<JournalFact> salvaged)
    {
        // It holds what stands before the hole, and that a new epoch began.
        if (salvaged.Count >= device.Journal.Facts.Count) world.Coverage.Saw("terminal: facts salvaged from behind a hole");
        world.CarriedJournals.Add((device, bytes));
        world.Salvaged.Add((device, bytes));
        device.Salvaged.AddRange(salvaged);
    }

    /// <summary>In the end people bring all that was saved, also again after the hub forgot it.</summary>
    /// <returns>True when something new came.</returns>
    public async Task<bool> FromSalvageAsync()
    {
        var before = Known();
        foreach (var (device, bytes) in world.Salvaged) await ImportAsync(device, bytes);
        return Known() != before;

        (long, long) Known() => (world.Hub.Sql.Number("SELECT COUNT(*) FROM fact"), world.Hub.Sql.Number("SELECT COUNT(*) FROM quarantine WHERE replayed_at IS NULL"));
    }

    private async Task<string> ImportAsync(Device device, byte[] bytes)
    {
        if (JournalFile.TryRead(bytes, out _) is not { } file) return "none";
        file = world.Bug.Change(file);
        // The hub takes a seal by a key that it still knows.
        var isSealed = file.Seal is not null && !device.IsReplaced;
        return await hub.WriteAsync("import " + file.Header.Terminal, async () =>
        {
            var certificate = await world.Hub.Signing.ReadAsync(file.Header.Certificate);
            if (await world.Hub.Import.ImportAsync(file, isSealed, certificate, "simulation", SimulatedHub.Cancellation) is not JournalImportOutcome.Imported done) return "refused";
            if (done.Accepted > 0) world.Coverage.Saw("import: sealed facts count");
            if (!isSealed && done.Quarantined > 0) world.Coverage.Saw("import: unsealed facts wait");
            return $"{done.Accepted} new, {done.Known} known, {done.Quarantined} in quarantine";
        });
    }
}
