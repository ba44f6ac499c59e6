namespace PosCloud.DevTools.Up;

/// <summary>One planned order.</summary>
/// <param name="ByCard">Paid with a card, else with cash.</param>
internal sealed record PlannedOrder(string Terminal, IReadOnlyList<(string Sku, decimal Quantity)> Lines, bool ByCard);

/// <summary>What the sample shop sells before anybody looks: the same each time, so that every demonstration shows the same numbers.</summary>
internal static class MorningPlan
{
    public const string LastPiece = "PAN-OIL-IST-05";
    public const int OrdersInTheMorning = 200;
    public const int OrdersKeptOffline = 4;
    private const int Seed = 20261123;

    /// <summary>Six terminals in two stores. The first ones get a screen.</summary>
    public static IReadOnlyList<string> Terminals { get; } = ["S1T1", "S1T2", "S1T3", "S2T1", "S2T2", "S2T3"];

    /// <summary>The terminal that is left without a network, with orders the hub has not seen.</summary>
    public static string LeftOffline => Terminals[^1];

    public static string StoreOf(string terminal) => terminal[..terminal.IndexOf('T', StringComparison.Ordinal)];

    /// <summary>
    /// Ordinary orders, in the order in which they are sold. Goods of which few are there are left alone: what becomes of
    /// those is told separately, so that the oversell on show is the intended one.
    /// </summary>
    public static IReadOnlyList<PlannedOrder> Ordinary(int count, Func<string, IReadOnlyList<ShelfGood>> shelfOf)
    {
        var random = new Random(Seed);
        var shelves = Terminals.Select(StoreOf).Distinct().ToDictionary(store => store, store => new Shelf(shelfOf(store)));
        return [.. Enumerable.Range(0, count).Select(_ => One(random, shelves))];
    }

    private static PlannedOrder One(Random random, Dictionary<string, Shelf> shelves)
    {
        var terminal = Terminals[random.Next(Terminals.Count)];
        var lines = Enumerable.Range(0, 1 + (random.Next(6) / 2)).Select(_ => shelves[StoreOf(terminal)].Take(random)).DistinctBy(line => line.Sku);
        return new PlannedOrder(terminal, [.. lines], ByCard: random.Next(10) < 4);
    }
}
