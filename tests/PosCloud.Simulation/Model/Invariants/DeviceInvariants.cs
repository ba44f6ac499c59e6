using PosCloud.Domain.Identity;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>What must hold for one device at every moment.</summary>
internal static class DeviceInvariants
{
    /// <summary>Shown stock is compared after every so many steps, and whenever the replica is another one.</summary>
    private const int AvailablePercent = 25;

    /// <param name="all">Everything, also what can't have changed since the last look.</param>
    public static void Check(ShopWorld world, Device device, bool all)
    {
        var seen = device.Seen;
        if (all || seen.Opened != device.Opened) Printed(device);
        var isOther = seen.Opened != device.Opened || seen.Syncs != device.Syncs;
        if (isOther) seen.Cursor = device.Engine.Sync.Status.ReplicaCursor;
        (seen.Opened, seen.Syncs) = (device.Opened, device.Syncs);
        if (world.IsSetBackUnnoticed) return;
        if (all || isOther) Acknowledged(world, device, all);
        if (seen.Cursor is not { } cursor || world.Views.At(cursor) is not { } view) return;
        if (all || isOther) Replica(device, view);
        if (all || isOther || world.Dice.Chance(AvailablePercent)) Available(world, device, view, all);
    }

    /// <summary>I5: printed ⇒ durable on the terminal.</summary>
    private static void Printed(Device device)
    {
        var there = device.Journal.Facts.ToDictionary(f => f.Key, f => f.Content, StringComparer.Ordinal);
        foreach (var (key, content) in device.Printed)
            InvariantBrokenException.Unless(there.TryGetValue(key, out var found) && found == content, "I5", $"{device.Name} printed {key} and its journal hasn't got it.");
    }

    /// <summary>I5: acknowledged ⇒ durable on the hub.</summary>
    private static void Acknowledged(ShopWorld world, Device device, bool all)
    {
        var epoch = device.Journal.Meta("hub_epoch");
        foreach (var (line, acknowledged) in device.Journal.Acknowledged())
        {
            var known = all ? 0 : device.Seen.Acknowledged.GetValueOrDefault((epoch, line));
            if (acknowledged <= known || epoch != world.HubEpoch) continue;
            var hub = world.Hub.Sql.List(
                "SELECT sequence, chain_hash FROM fact WHERE terminal = $terminal AND epoch = $epoch AND sequence > $known",
                row => (row.GetInt64(0), FactBytes.Hex((byte[])row[1])), ("$terminal", device.Terminal), ("$epoch", line), ("$known", known)).ToHashSet();
            var lost = device.Journal.Facts.FirstOrDefault(f => f.Epoch == line && f.Sequence > known && f.Sequence <= acknowledged && !hub.Contains((f.Sequence, f.Chain)));
            InvariantBrokenException.Unless(lost is null, "I5", $"{device.Name} holds an acknowledgement of {lost?.Key}, which the hub hasn't got.");
            device.Seen.Acknowledged[(epoch, line)] = acknowledged;
        }
    }

    /// <summary>I3: a replica at a cursor holds what the hub held there.</summary>
    private static void Replica(Device device, StoreView view)
    {
        var difference = StoreView.Difference(view.Rows, StoreView.Read(device.Replica()!, store: null));
        InvariantBrokenException.Unless(difference is null, "I3", $"{device.Name}: {difference}");
    }

    /// <summary>I4: available counts each own movement exactly once.</summary>
    private static void Available(ShopWorld world, Device device, StoreView view, bool all)
    {
        if (device.Engine.Profile.Store.Value != view.Store) return;
        var own = device.Journal.Facts;
        foreach (var sku in Template.Skus)
        {
            if (!all && !world.Dice.Chance(40)) continue;
            var expected = OwnStock.Available(view, own, sku);
            var shown = device.Engine.Catalogue.Stock(Sku.Parse(sku)).Available.Thousandths;
            InvariantBrokenException.Unless(
                expected == shown, "I4", $"{device.Name} shows {shown} of {sku}; on hand {view.OnHand.GetValueOrDefault(sku)} and own movements make {expected}.");
        }
    }
}
