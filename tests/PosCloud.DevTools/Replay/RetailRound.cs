using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>Orders that are sold between two moments at which lines are drawn anew: a day, or a part of it.</summary>
/// <param name="NewPrices">Of the day that begins with it; else none.</param>
internal sealed record RetailRound(DateOnly Date, IReadOnlyList<RetailPrice> NewPrices, IReadOnlyList<RetailInvoice> Invoices)
{
    private const int MostOrders = 40;

    /// <summary>A round for each day.</summary>
    public static IReadOnlyList<RetailRound> Days(IEnumerable<RetailDay> days) => [.. days.Select(day => new RetailRound(day.Date, day.NewPrices, day.Invoices))];

    /// <summary>Rounds of a few dozen orders, or fewer where the file is short.</summary>
    /// <param name="tills">Each is to have an order of most rounds.</param>
    public static IReadOnlyList<RetailRound> Parts(IReadOnlyList<RetailDay> days, int tills)
    {
        var most = Math.Clamp(days.Sum(day => day.Invoices.Count) / (2 * ChaosPlan.FewestRounds), tills, MostOrders);
        return [.. days.SelectMany(day => day.Invoices.Chunk(most).Select((invoices, part) => new RetailRound(day.Date, part == 0 ? day.NewPrices : [], invoices)))];
    }
}
