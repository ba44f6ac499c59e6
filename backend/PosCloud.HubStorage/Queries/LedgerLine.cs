namespace PosCloud.HubStorage.Queries;

/// <summary>One movement with its cause and the upload it was reconciled from; quantities in thousandths.</summary>
public sealed class LedgerLine
{
    public required string Store { get; init; }

    public required string Sku { get; init; }

    public required string MovementId { get; init; }

    public long Line { get; init; }

    public long Part { get; init; }

    /// <summary><c>sold</c>, <c>returned</c>, <c>received</c>, <c>adjusted</c> or <c>counted</c>.</summary>
    public required string Kind { get; init; }

    public long Quantity { get; init; }

    /// <summary>Takes a late movement from before the newest count back; normally 0. The change is the sum of both.</summary>
    public long Compensation { get; init; }

    public long? Counted { get; init; }

    public long OnHandAfter { get; init; }

    public long StockVersion { get; init; }

    public required string Terminal { get; init; }

    public required string Epoch { get; init; }

    public required string Branch { get; init; }

    public long Sequence { get; init; }

    public string? ReceiptNumber { get; init; }

    public string? Cashier { get; init; }

    /// <summary>Device time, Unix milliseconds.</summary>
    public long OccurredAt { get; init; }

    /// <summary>Estimated hub time, Unix milliseconds.</summary>
    public long HappenedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset AppliedAt { get; init; }

    /// <summary>The sync session that carried it.</summary>
    public string? Upload { get; init; }

    public bool Oversold { get; init; }
}
