using PosCloud.Domain.Credits;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>
/// What customers of a store collect and what it is worth there. Kept as two lines of the store's price list that no goods
/// have, so it reaches terminals as prices do.
/// </summary>
/// <param name="PerUnit">Points for a whole unit of currency; 0 for none.</param>
/// <param name="PointMinorUnits">What one point pays; 0 where points don't pay.</param>
public sealed record StorePoints(int PerUnit, long PointMinorUnits)
{
    public static StorePoints None { get; } = new(0, 0);

    internal IEnumerable<(Sku Sku, long Amount)> Lines => [(PointsRules.EarnedSku, PerUnit), (PointsRules.PointSku, PointMinorUnits)];

    public Money Pays(Currency currency) => new(PointMinorUnits, currency);

    /// <summary>What is wrong with it, in words; null when nothing is.</summary>
    public string? Problem()
    {
        if (PerUnit is < 0 or > PointsRules.MaxPerUnit) return $"A whole unit of currency earns 0 to {PointsRules.MaxPerUnit} points; 0 for none.";
        return PointMinorUnits is < 0 or > PointsRules.MaxPointMinorUnits
            ? $"A point pays 0 to {PointsRules.MaxPointMinorUnits} minor units; 0 where points don't pay."
            : null;
    }
}
