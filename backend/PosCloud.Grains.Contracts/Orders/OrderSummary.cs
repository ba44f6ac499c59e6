namespace PosCloud.Grains.Contracts.Orders;

/// <param name="Kind"><c>sale</c>, <c>return</c> or <c>exchange</c>.</param>
/// <param name="Status"><c>applied</c>, <c>received</c> or <c>quarantined</c>.</param>
[GenerateSerializer, Immutable, Alias("poscloud.order-summary")]
public sealed record OrderSummary(
    [property: Id(0)] string Store,
    [property: Id(1)] string Entry,
    [property: Id(2)] string ReceiptNumber,
    [property: Id(3)] string Terminal,
    [property: Id(4)] DateTimeOffset OccurredAt,
    [property: Id(5)] DateTimeOffset ReceivedAt,
    [property: Id(6)] Amount Total,
    [property: Id(7)] int Lines,
    [property: Id(8)] string Kind,
    [property: Id(9)] string Status,
    [property: Id(10)] string? Cashier);
