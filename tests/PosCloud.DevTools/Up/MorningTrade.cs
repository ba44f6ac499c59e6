namespace PosCloud.DevTools.Up;

/// <summary>Plays the morning of the sample shop on real terminals against a running hub.</summary>
internal static class MorningTrade
{
    private const int SpecialOrders = 3;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(2);

    /// <summary>Sells 200 orders and returns how many of them the hub can't have yet.</summary>
    public static async Task<int> PlayAsync(IReadOnlyDictionary<string, Till> tills, CancellationToken cancellation)
    {
        var ordinary = MorningPlan.OrdersInTheMorning - SpecialOrders - MorningPlan.OrdersKeptOffline;
        var orders = MorningPlan.Ordinary(ordinary + MorningPlan.OrdersKeptOffline, Shelf.Of);
        foreach (var order in orders.Take(ordinary))
        {
            await tills[order.Terminal].SellAsync(order.Lines, order.ByCard, cancellation);
        }

        await SellTheLastPieceTwiceAsync(tills["S1T1"], tills["S1T3"], cancellation);
        await DrainAsync(tills.Values, cancellation);

        var offline = tills[MorningPlan.LeftOffline];
        await offline.GoOfflineAsync(cancellation);
        foreach (var order in orders.Skip(ordinary))
        {
            await offline.SellAsync(order.Lines, order.ByCard, cancellation);
        }

        return MorningPlan.OrdersKeptOffline;
    }

    /// <summary>Three bottles are there. Two are sold and everybody knows; then two terminals without a network sell the last one.</summary>
    private static async Task SellTheLastPieceTwiceAsync(Till first, Till second, CancellationToken cancellation)
    {
        await first.SellAsync([new PlannedLine(MorningPlan.LastPiece, 2)], byCard: true, cancellation);
        await DrainAsync([first, second], cancellation);
        await first.GoOfflineAsync(cancellation);
        await second.GoOfflineAsync(cancellation);
        await first.SellAsync([new PlannedLine(MorningPlan.LastPiece, 1), new PlannedLine("BRD-SOUR-800", 1)], byCard: false, cancellation);
        await second.SellAsync([new PlannedLine(MorningPlan.LastPiece, 1), new PlannedLine("COF-FLAT", 2)], byCard: true, cancellation);
        await first.GoOnlineAsync(cancellation);
        await second.GoOnlineAsync(cancellation);
    }

    private static async Task DrainAsync(IEnumerable<Till> tills, CancellationToken cancellation)
    {
        foreach (var till in tills)
        {
            await till.SyncAsync(DrainLimit, cancellation);
        }
    }
}
