using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>The terminal obeyed a move to this store.</summary>
public sealed record StoreAssigned : FactBody
{
    public required StoreId Store { get; init; }
}
