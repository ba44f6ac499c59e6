namespace PosCloud.Grains.Contracts.Exceptions;

/// <param name="Kind"><c>oversell</c>, <c>over-refund</c>, <c>quarantine</c>, <c>clone</c>, <c>totals</c>, <c>duplicate-id</c>, <c>unknown-goods</c>, <c>replica-differed</c>, <c>doubtful-count</c>, <c>voucher-overdrawn</c>, <c>points-overdrawn</c>, <c>restored</c>, <c>readmitted</c>, <c>hole</c>, <c>own-epoch</c>, <c>silent-terminal</c>, <c>sales-waiting</c>.</param>
/// <param name="ReceiptNumber">The receipt that raised it.</param>
/// <param name="OtherReceiptNumber">The receipt it collides with; both are named for an oversell.</param>
/// <param name="OnHandBeforeThousandths">For an oversell: before the movement that crossed zero.</param>
/// <param name="OnHandNowThousandths">On hand at this moment.</param>
[GenerateSerializer, Immutable, Alias("poscloud.exception")]
public sealed record ExceptionItem(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Store,
    [property: Id(3)] string? Terminal,
    [property: Id(4)] string? ReceiptNumber,
    [property: Id(5)] string? OtherReceiptNumber,
    [property: Id(6)] string? Sku,
    [property: Id(7)] string? Name,
    [property: Id(8)] string Detail,
    [property: Id(9)] string Remedy,
    [property: Id(10)] DateTimeOffset RaisedAt,
    [property: Id(11)] DateTimeOffset? ResolvedAt,
    [property: Id(12)] string? Decision,
    [property: Id(13)] string? ResolvedBy,
    [property: Id(14)] long? OnHandBeforeThousandths,
    [property: Id(15)] long? OnHandAfterThousandths,
    [property: Id(16)] long? OnHandNowThousandths,
    [property: Id(17)] string? QuarantineId,
    [property: Id(18)] string? Entry,
    [property: Id(19)] string? OtherEntry,
    [property: Id(20)] string? OtherTerminal,
    [property: Id(21)] DateTimeOffset? OccurredAt,
    [property: Id(22)] DateTimeOffset? OtherOccurredAt);
