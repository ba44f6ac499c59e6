namespace PosCloud.Grains.Contracts.Orders;

[GenerateSerializer, Immutable, Alias("poscloud.order-line")]
public sealed record OrderDetailLine(
    [property: Id(0)] int Line,
    [property: Id(1)] string Sku,
    [property: Id(2)] string Name,
    [property: Id(3)] string? Options,
    [property: Id(4)] long QuantityThousandths,
    [property: Id(5)] string Unit,
    [property: Id(6)] Amount UnitPrice,
    [property: Id(7)] long? PriceVersion,
    [property: Id(8)] int TaxRatePartsPerMillion,
    [property: Id(9)] Amount Discount,
    [property: Id(10)] Amount Amount,
    [property: Id(11)] string? Note,
    [property: Id(12)] string? ReturnsReceipt);
