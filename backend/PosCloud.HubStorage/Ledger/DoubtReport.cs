using PosCloud.Domain.Stock;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Ledger;

/// <summary>Describes that the clocks leave open what came before a count and what after it.</summary>
internal static class DoubtReport
{
    private const string Next = "Count again when every terminal has sent its sales.";

    /// <param name="countEntry">Place of the count that stands; the movement's own when that is the count.</param>
    public static ExceptionRow Of(LedgerMovement movement, string countEntry)
    {
        var isOwn = countEntry == movement.Place.Entry;
        return new ExceptionRow
        {
            Id = $"doubtful-count/{movement.Store}/{movement.Movement.Sku}/{countEntry}",
            Kind = ExceptionKinds.DoubtfulCount,
            Store = movement.Store.Value,
            Terminal = movement.Place.Terminal.Value,
            ReceiptNumber = movement.ReceiptNumber?.Value,
            Sku = movement.Movement.Sku.Value,
            Entry = movement.Place.Entry,
            OtherEntry = isOwn ? null : countEntry,
            OccurredAt = movement.OccurredAt,
            Detail = isOwn ? OfCount(movement) : OfMovement(movement, TerminalOf(countEntry)),
        };
    }

    private static string OfCount(LedgerMovement count) =>
        $"The clocks don't say what came before the count at {count.Place.Terminal} and what after it. All of that was taken as before, so the count stands; "
        + $"on hand is wrong by whatever came after. {Next}";

    private static string OfMovement(LedgerMovement movement, string counting) => movement.Movement.Kind == StockMovementKind.Counted
        ? $"Two counts, and the clocks don't say which is the newer one. The one at {counting} stands, the one at {movement.Place.Terminal} changed nothing. {Next}"
        : $"The clocks don't say whether {Name(movement)} came before or after the count at {counting}. It was taken as before, so the count stands; "
            + $"if it came after, on hand is wrong by it. {Next}";

    private static string Name(LedgerMovement movement) => movement.ReceiptNumber?.Value ?? movement.Movement.Kind switch
    {
        StockMovementKind.Received => $"the delivery at {movement.Place.Terminal}",
        _ => $"the correction at {movement.Place.Terminal}",
    };

    private static string TerminalOf(string entry) => entry[..entry.IndexOf('/', StringComparison.Ordinal)];
}
