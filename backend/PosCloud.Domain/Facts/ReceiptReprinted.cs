using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>A receipt was printed again; the copy says COPY.</summary>
public sealed record ReceiptReprinted : FactBody
{
    public required ReceiptNumber ReceiptNumber { get; init; }

    public string? Cashier { get; init; }
}
