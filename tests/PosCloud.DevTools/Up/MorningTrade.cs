using PosCloud.DevTools.Terminals;

namespace PosCloud.DevTools.Up;

/// <summary>Plays the morning of the sample shop on real terminals against a running hub.</summary>
internal static class MorningTrade
{
    private const int SpecialOrders = 3;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(2);

    /// <summary>Sells 200 orders and returns how many of them the hub can't have yet.</summary>
    public static async Task<int> PlayAsync(IReadOnlyDictionary<string, EngineTill> tills, CancellationToken cancellation)
    {
        var ordinary = MorningPlan.OrdersInTheMorning - SpecialOrders - MorningPlan.OrdersKeptOffline;
        var orders = MorningPlan.Ordinary(ordinary + MorningPlan.OrdersKeptOffline, Shelf.Of);
        foreach (var order in orders.Take(ordinary))
        {
            tills[order.Terminal].Sell(order.Lines, order.ByCard);
            cancellation.ThrowIfCancellationRequested();
        }

        await SellTheLastPieceTwiceAsync(tills["S1T1"], tills["S1T3"], cancellation);
        await DrainAsync(tills.Values, cancellation);

        var offline = tills[MorningPlan.LeftOffline];
        offline.WorkOffline(true);
        foreach (var order in orders.Skip(ordinary))
        {
            offline.Sell(order.Lines, order.ByCard);
        }

        return MorningPlan.OrdersKeptOffline;
    }

    /// <summary>Three bottles are there. Two are sold and everybody knows; then two terminals without a network sell the last one.</summary>
    private static async Task SellTheLastPieceTwiceAsync(EngineTill first, EngineTill second, CancellationToken cancellation)
    {
        first.Sell([(MorningPlan.LastPiece, 2)], byCard: true);
        await DrainAsync([first, second], cancellation);
        first.WorkOffline(true);
        second.WorkOffline(true);
        first.Sell([(MorningPlan.LastPiece, 1), ("BRD-SOUR-800", 1)], byCard: false);
        second.Sell([(MorningPlan.LastPiece, 1), ("COF-FLAT", 2)], byCard: true);
        first.WorkOffline(false);
        second.WorkOffline(false);
    }

    private static async Task DrainAsync(IEnumerable<EngineTill> tills, CancellationToken cancellation)
    {
        foreach (var till in tills)
        {
            await till.UntilSentAsync(DrainLimit, cancellation);
        }
    }
}
