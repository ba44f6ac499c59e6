namespace PosCloud.Grains.Contracts.Credits;

/// <summary>One change by one part of one order.</summary>
/// <param name="Part"><c>line/1</c> of a voucher that was sold, <c>payment/1</c> of one that paid, <c>earned</c> or <c>spent</c>.</param>
/// <param name="Change">Above 0 put on it, below taken off.</param>
[GenerateSerializer, Immutable, Alias("poscloud.credit-movement")]
public sealed record CreditMovementItem(
    [property: Id(0)] string Store,
    [property: Id(1)] string Terminal,
    [property: Id(2)] string ReceiptNumber,
    [property: Id(3)] string Entry,
    [property: Id(4)] string Part,
    [property: Id(5)] long Change,
    [property: Id(6)] DateTimeOffset OccurredAt);
