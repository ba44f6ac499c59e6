using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>Cash moved without a sale.</summary>
public sealed record CashMoved : FactBody
{
    public required ShiftId Shift { get; init; }

    public required CashMovementKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Never negative; the kind says the direction. 0 for opening the drawer.</summary>
    public required long AmountMinorUnits { get; init; }

    public string? Reason { get; init; }

    public string? Cashier { get; init; }
}
