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
