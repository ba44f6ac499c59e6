using System.Security.Cryptography;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>What must hold once everything came to rest.</summary>
internal static class RestInvariants
{
    public static void Check(ShopWorld world)
    {
        var hub = HubFacts(world.Hub.Sql);
        var onDevices = world.Devices.SelectMany(device => device.Journal.Facts.Concat(device.Salvaged).Select(fact => (device.Terminal, fact.Chain))).ToHashSet();
        Chains(world.Hub.Sql, hub, onDevices);
        EveryFactOnce(world, hub);
        Orders(world.Hub.Sql);
        CreditInvariants.Check(world.Hub.Sql);
        CountedStock.Check(world);
        foreach (var device in world.Devices.Where(d => !d.IsReplaced)) Replica(world, device);
    }

    private static List<HubFact> HubFacts(SqlFile hub) => hub.List(
        "SELECT terminal, epoch, branch, sequence, fact_id, content, content_hash, chain_hash, status FROM fact ORDER BY terminal, epoch, branch, sequence",
        row => new HubFact(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4), (byte[])row[5],
            FactBytes.Hex((byte[])row[6]), FactBytes.Hex((byte[])row[7]), row.GetString(8)));

    /// <summary>I1: each branch is dense and chained, and its bytes have the hashes they are said to have.</summary>
    private static void Chains(SqlFile hub, List<HubFact> facts, HashSet<(string Terminal, string Chain)> onDevices)
    {
        var begins = hub.List(
            "SELECT terminal, epoch, branch, start, start_previous, next FROM terminal_head",
            row => (Key: (row.GetString(0), row.GetString(1), row.GetString(2)), Start: row.GetInt64(3), Previous: FactBytes.Hex((byte[])row[4]), Next: row.GetInt64(5)))
            .ToDictionary(begin => begin.Key);
        foreach (var line in facts.GroupBy(f => (f.Terminal, f.Epoch, f.Branch)))
        {
            var (sequence, previous) = (begins[line.Key].Start, begins[line.Key].Previous);
            foreach (var fact in line)
            {
                InvariantBrokenException.Unless(fact.Sequence == sequence, "I1", $"{fact.Name} stands where {sequence} is due.");
                InvariantBrokenException.Unless(
                    fact.Chain == FactBytes.ChainHash(previous, fact.Terminal, fact.Epoch, fact.Sequence, fact.ContentHash), "I1", $"{fact.Name} doesn't follow from the fact before.");
                // Bytes that were damaged on their way stay so only where no disk has them whole any more.
                var isLost = fact.Status == "Q" && !onDevices.Contains((fact.Terminal, fact.Chain));
                InvariantBrokenException.Unless(
                    isLost || FactBytes.Hex(SHA256.HashData(fact.Content)) == fact.ContentHash, "I1", $"the bytes of {fact.Name} are others than their hash says.");
                (sequence, previous) = (sequence + 1, fact.Chain);
            }

            InvariantBrokenException.Unless(begins[line.Key].Next == sequence, "I1", $"{line.Key} ends at {sequence - 1}, its head says {begins[line.Key].Next - 1}.");
        }
    }

    /// <summary>I1: what still exists on a device, or was saved of a damaged one, is on the hub, once, and counts once. I7: nobody wrote for another.</summary>
    private static void EveryFactOnce(ShopWorld world, List<HubFact> hub)
    {
        var places = hub.ToLookup(f => (f.Terminal, f.Epoch, f.Sequence, f.Chain));
        var written = new HashSet<(string, string)>();
        foreach (var device in world.Devices)
        {
            device.Witness();
            foreach (var fact in device.Journal.Facts.Concat(device.Salvaged))
            {
                var found = places[(device.Terminal, fact.Epoch, fact.Sequence, fact.Chain)].ToList();
                InvariantBrokenException.Unless(found.Count == 1, "I1", $"{fact.Key} of {device.Name} ({device.Terminal}) is on the hub {found.Count} times.");
                InvariantBrokenException.Unless(found[0].ContentHash == fact.Content, "I1", $"{fact.Key} of {device.Name} has another content on the hub.");
            }

            foreach (var chain in device.EverWritten.Keys) written.Add((device.Terminal, chain));
        }

        foreach (var same in hub.Where(f => f.Id is not null).GroupBy(f => (f.Id, f.ContentHash)))
            InvariantBrokenException.Unless(same.Count(f => f.Status != "D") == 1, "I1", $"{same.First().Name} counts {same.Count(f => f.Status != "D")} times.");
        var foreign = hub.Find(f => !written.Contains((f.Terminal, f.Chain)));
        InvariantBrokenException.Unless(foreign is null, "I7", $"{foreign?.Name} was never written by a device of {foreign?.Terminal}.");
    }

    /// <summary>I1: an accepted order is there once, with its lines.</summary>
    private static void Orders(SqlFile hub)
    {
        var facts = hub.Number("SELECT COUNT(*) FROM fact WHERE type = 'OrderCompleted' AND status = 'A'");
        var orders = hub.Number("SELECT COUNT(*) FROM sales_order");
        InvariantBrokenException.Unless(facts == orders, "I1", $"{facts} accepted orders made {orders} order rows.");
    }

    /// <summary>I3, I9: every replica is the hub's view of now.</summary>
    private static void Replica(ShopWorld world, Device device)
    {
        var store = world.Hub.Sql.Text("SELECT store FROM terminal WHERE terminal = $terminal", ("$terminal", device.Terminal))!;
        var difference = StoreView.Difference(StoreView.OfHub(world.Hub.Sql, store).Rows, StoreView.Read(device.Replica()!, store: null));
        InvariantBrokenException.Unless(difference is null, "I3", $"{device.Name} at rest: {difference}");
    }

    private sealed record HubFact(
        string Terminal, string Epoch, string Branch, long Sequence, string? Id, byte[] Content, string ContentHash, string Chain, string Status)
    {
        public string Name => $"{Terminal}/{Epoch}/{(Branch.Length == 0 ? "" : Branch[..8])}/{Sequence}";
    }
}
