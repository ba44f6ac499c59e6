using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>
/// I2 where goods were counted: on hand is what a look at everything in the order in which it truly happened gives, however
/// late and in whatever order the facts arrived. Where the hub says that it is in doubt, a person decides and not this.
/// </summary>
internal static class CountedStock
{
    public static void Check(ShopWorld world)
    {
        var hub = world.Hub.Sql;
        var doubtful = hub.List("SELECT store || '/' || sku FROM exception WHERE kind = 'doubtful-count'", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        var happened = hub.List("SELECT content FROM fact WHERE status = 'A'", row => FactBytes.ReadContent((byte[])row[0]))
            .Where(fact => world.TrueOrder.ContainsKey(fact.Id))
            .OrderBy(fact => world.TrueOrder[fact.Id])
            .SelectMany(fact => FactBytes.Movements(fact.Type, fact.Payload).Select(movement => (Key: fact.Store + "/" + movement.Sku, Movement: movement)))
            .ToLookup(fact => fact.Key, fact => fact.Movement);
        foreach (var (key, opening, onHand) in hub.List(
                     "SELECT store || '/' || sku, opening, on_hand FROM stock", row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))))
        {
            if (doubtful.Contains(key)) continue;
            var expected = opening;
            foreach (var movement in happened[key]) expected = movement.IsCount ? movement.Quantity : expected + movement.Quantity;
            InvariantBrokenException.Unless(expected == onHand, "I2", $"{key} has {onHand} on hand; in the order in which things happened it's {expected}.");
            if (happened[key].Any(m => m.IsCount)) world.Coverage.Saw("ledger: counted stock without doubt");
        }
    }
}
