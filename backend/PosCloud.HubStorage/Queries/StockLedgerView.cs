namespace PosCloud.HubStorage.Queries;

/// <summary>opening + sum = on hand, with the newest movements; quantities in thousandths.</summary>
public sealed record StockLedgerView(
    StockLine Item, IReadOnlyList<LedgerLine> Rows, int TotalRows, long Sum, long Sold, long Returned, long Other);
