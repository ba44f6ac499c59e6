namespace PosCloud.Grains.Contracts.Orders;

[GenerateSerializer, Immutable, Alias("poscloud.order-detail")]
public sealed record OrderDetail(
    [property: Id(0)] OrderSummary Summary,
    [property: Id(1)] string OrderId,
    [property: Id(2)] string Shift,
    [property: Id(3)] string BusinessDate,
    [property: Id(4)] Amount Tax,
    [property: Id(5)] Amount Discount,
    [property: Id(6)] Amount CashRounding,
    [property: Id(7)] IReadOnlyList<OrderDetailLine> Lines,
    [property: Id(8)] IReadOnlyList<OrderDetailPayment> Payments,
    [property: Id(9)] IReadOnlyList<Stock.LedgerRow> Movements,
    [property: Id(10)] string? TraceId,
    [property: Id(11)] string ContentHash,
    [property: Id(12)] string ChainHash);
