namespace PosCloud.Grains.Contracts.Stock;

/// <param name="Kind"><c>sold</c>, <c>returned</c>, <c>received</c>, <c>adjusted</c> or <c>counted</c>.</param>
/// <param name="OccurredAt">Device time.</param>
/// <param name="ReceivedAt">When the hub received the fact.</param>
/// <param name="AppliedAt">When the ledger committed it.</param>
/// <param name="Upload">The upload that carried it: terminal, epoch, sequence.</param>
[GenerateSerializer, Immutable, Alias("poscloud.ledger-row")]
public sealed record LedgerRow(
    [property: Id(0)] string MovementId,
    [property: Id(1)] string Kind,
    [property: Id(2)] long ChangeThousandths,
    [property: Id(3)] long OnHandAfterThousandths,
    [property: Id(4)] string Terminal,
    [property: Id(5)] string? ReceiptNumber,
    [property: Id(6)] string? Cashier,
    [property: Id(7)] DateTimeOffset OccurredAt,
    [property: Id(8)] DateTimeOffset ReceivedAt,
    [property: Id(9)] DateTimeOffset AppliedAt,
    [property: Id(10)] string Upload,
    [property: Id(11)] bool Oversold);
