using PosCloud.DevTools.Terminals;

namespace PosCloud.DevTools.Up;

/// <summary>Goes on selling on the terminals that have no screen, an order every few seconds.</summary>
internal static class LiveTrade
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public static async Task SellAsync(IReadOnlyDictionary<string, EngineTill> tills, CancellationToken cancellation)
    {
        var orders = MorningPlan.Ordinary(1_000, Shelf.Of)
            .Where(order => tills.ContainsKey(order.Terminal) && order.Terminal != MorningPlan.LeftOffline);
        try
        {
            foreach (var order in orders)
            {
                tills[order.Terminal].Sell(order.Lines, order.ByCard);
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The session ends.
        }
    }
}
