using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>A sale was abandoned; kept for audit, changes no stock.</summary>
public sealed record CartVoided : FactBody
{
    public required OrderId Order { get; init; }

    public required Currency Currency { get; init; }

    public required int Lines { get; init; }

    public required long TotalMinorUnits { get; init; }

    public string? Cashier { get; init; }
}

/// <summary>A receipt was printed again; the copy says COPY.</summary>
public sealed record ReceiptReprinted : FactBody
{
    public required ReceiptNumber ReceiptNumber { get; init; }

    public string? Cashier { get; init; }
}

/// <summary>The device's clock was found more than two minutes off, or behind the last fact.</summary>
public sealed record ClockStepped : FactBody
{
    public required DateTimeOffset Before { get; init; }

    public required DateTimeOffset After { get; init; }
}

/// <summary>The terminal obeyed a move to this store.</summary>
public sealed record StoreAssigned : FactBody
{
    public required StoreId Store { get; init; }
}

/// <summary>First fact of a new journal epoch: says why the old one ended.</summary>
public sealed record EpochStarted : FactBody
{
    public required JournalEpoch Previous { get; init; }

    public required string Reason { get; init; }
}
