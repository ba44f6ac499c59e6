using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Export;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Steps;

/// <summary>Journals that people carry to the hub as files.</summary>
internal sealed class CarryingSteps(ShopWorld world, HubSteps hub)
{
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

    private async Task<string> ImportAsync(Device device, byte[] bytes)
    {
        if (JournalFile.TryRead(bytes, out _) is not { } file) return "none";
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
