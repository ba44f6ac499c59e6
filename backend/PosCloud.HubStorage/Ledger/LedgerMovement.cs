using PosCloud.Domain.Identity;
using PosCloud.Domain.Stock;
using PosCloud.HubStorage.Intake;

namespace PosCloud.HubStorage.Ledger;

/// <summary>A stock movement with its cause, before the ledger has decided its effect.</summary>
/// <param name="MovementId">With line and part the ledger's key: a repeat changes nothing.</param>
/// <param name="TraceParent">Trace context of the sale, so that its commit joins its trace.</param>
public sealed record LedgerMovement(
    Guid MovementId, StoreId Store, StockMovement Movement, FactPlace Place, ReceiptNumber? ReceiptNumber, EstimatedTime Happened, long OccurredAt,
    string? TraceParent = null)
{
    internal static string KindText(StockMovementKind kind) => kind switch
    {
        StockMovementKind.Sold => "sold",
        StockMovementKind.Returned => "returned",
        StockMovementKind.Received => "received",
        StockMovementKind.Adjusted => "adjusted",
        StockMovementKind.Counted => "counted",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
