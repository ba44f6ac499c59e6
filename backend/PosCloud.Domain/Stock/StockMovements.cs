using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Stock;

/// <summary>The movements a fact implies: pure, so that terminal, hub, replay and rebuild agree.</summary>
public static class StockMovements
{
    public static IReadOnlyList<StockMovement> Of(FactBody body) => body switch
    {
        OrderCompleted order => OfOrder(order),
        StockReceived received => [new StockMovement(0, 0, received.Sku, StockMovementKind.Received, received.Quantity)],
        StockAdjusted adjusted => [new StockMovement(0, 0, adjusted.Sku, StockMovementKind.Adjusted, adjusted.Change)],
        StockCounted counted => [new StockMovement(0, 0, counted.Sku, StockMovementKind.Counted, counted.Counted)],
        _ => [],
    };

    private static List<StockMovement> OfOrder(OrderCompleted order)
    {
        var movements = new List<StockMovement>(order.Lines.Count);
        foreach (var line in order.Lines)
        {
            // A voucher is money, not goods.
            if (line.Quantity.IsZero || line.Voucher is not null) continue;
            var kind = line.Quantity > Quantity.Zero ? StockMovementKind.Sold : StockMovementKind.Returned;
            movements.Add(new StockMovement(line.Number, 0, line.Sku, kind, -line.Quantity));
        }

        return movements;
    }
}
