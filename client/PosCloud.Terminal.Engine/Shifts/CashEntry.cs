using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Shifts;

/// <summary>Cash that moved without a sale.</summary>
public sealed record CashEntry(CashMovementKind Kind, Money Amount, string? Reason, DateTimeOffset At);
