namespace PosCloud.Grains.Contracts.Stores;

/// <param name="TaxMode"><c>included</c> or <c>added</c>.</param>
/// <param name="TaxRounding"><c>line</c> or <c>receipt</c>.</param>
/// <param name="CashRoundingMinorUnits">1 for none.</param>
/// <param name="PointsPerUnit">What a customer earns for a whole unit of currency; 0 for none.</param>
/// <param name="PointMinorUnits">What one point pays; 0 where points don't pay.</param>
[GenerateSerializer, Immutable, Alias("poscloud.store")]
public sealed record StoreItem(
    [property: Id(0)] string Store,
    [property: Id(1)] string Name,
    [property: Id(2)] string Currency,
    [property: Id(3)] string TimeZone,
    [property: Id(4)] string Culture,
    [property: Id(5)] string TaxMode,
    [property: Id(6)] string TaxRounding,
    [property: Id(7)] int CashRoundingMinorUnits,
    [property: Id(8)] string ReceiptHeader,
    [property: Id(9)] string ReceiptFooter,
    [property: Id(10)] int Terminals,
    [property: Id(11)] int PointsPerUnit = 0,
    [property: Id(12)] long PointMinorUnits = 0);
