namespace PosCloud.Grains.Contracts.Orders;

[GenerateSerializer, Immutable, Alias("poscloud.order-payment")]
public sealed record OrderDetailPayment(
    [property: Id(0)] string Tender, [property: Id(1)] Amount Amount, [property: Id(2)] Amount Tendered, [property: Id(3)] Amount Change, [property: Id(4)] string? Reference);
