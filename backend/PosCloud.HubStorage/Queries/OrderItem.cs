namespace PosCloud.HubStorage.Queries;

/// <summary>An order in a list.</summary>
public sealed class OrderItem
{
    public required string Store { get; init; }

    public required string Entry { get; init; }

    public required string ReceiptNumber { get; init; }

    public required string Terminal { get; init; }

    /// <summary>Device time, Unix milliseconds.</summary>
    public long OccurredAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>In minor units.</summary>
    public long Total { get; init; }

    public required string Currency { get; init; }

    public long Lines { get; init; }

    /// <summary><c>sale</c>, <c>return</c> or <c>exchange</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>applied</c> once the ledger has its movements, else <c>received</c>.</summary>
    public required string Status { get; init; }

    public string? Cashier { get; init; }
}
