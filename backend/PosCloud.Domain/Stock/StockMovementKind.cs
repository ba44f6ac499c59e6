namespace PosCloud.Domain.Stock;

/// <summary>Cause of a stock movement.</summary>
public enum StockMovementKind
{
    Sold = 1,
    Returned = 2,
    Received = 3,
    Adjusted = 4,

    /// <summary>An absolute count; the ledger turns it into a difference.</summary>
    Counted = 5,
}
