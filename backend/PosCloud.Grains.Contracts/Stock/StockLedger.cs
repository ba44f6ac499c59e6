namespace PosCloud.Grains.Contracts.Stock;

/// <summary>opening + Σ movements = on hand, with every movement and its cause, newest first.</summary>
[GenerateSerializer, Immutable, Alias("poscloud.ledger")]
public sealed record StockLedger(
    [property: Id(0)] StockItem Item,
    [property: Id(1)] long SumOfMovementsThousandths,
    [property: Id(2)] IReadOnlyList<LedgerRow> Rows,
    [property: Id(3)] int TotalRows,
    [property: Id(4)] long SoldThousandths,
    [property: Id(5)] long ReturnedThousandths,
    [property: Id(6)] long OtherThousandths);
