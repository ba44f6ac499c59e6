using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Credits;

/// <summary>
/// How many points a sale earns and a return takes back. Everything is rounded down on a running total: a part never
/// moves more than its share, and all parts together move exactly the whole.
/// </summary>
public static class PointsRules
{
    /// <summary>Most points that a whole unit of currency can earn.</summary>
    public const int MaxPerUnit = 1_000;

    /// <summary>Most minor units that one point can pay.</summary>
    public const int MaxPointMinorUnits = 100_000;

    /// <summary>Line of a store's price list that says how many points a whole unit of currency earns; no goods have it.</summary>
    public static Sku EarnedSku { get; } = Sku.Parse("#POINTS");

    /// <summary>Line of a store's price list that says what one point pays; no goods have it.</summary>
    public static Sku PointSku { get; } = Sku.Parse("#POINT");

    /// <param name="goods">What the sold goods cost after discounts; vouchers earn when they pay, not when they're bought.</param>
    /// <param name="perUnit">Points per whole unit of currency; 0 for none.</param>
    public static long Earned(Money goods, int perUnit) => goods.MinorUnits <= 0
        ? 0
        : (long)Int128.Min((Int128)(goods.MinorUnits / goods.Currency.MinorUnitsPerMajor) * Math.Max(0, perUnit), FactRules.MaxMagnitude);

    /// <summary>The share of an order's points that goes with goods that come back.</summary>
    /// <param name="points">What the order moved.</param>
    /// <param name="before">What of its goods came back before, in minor units.</param>
    /// <param name="returned">What comes back now.</param>
    /// <param name="goods">What its goods cost.</param>
    public static long Share(long points, long before, long returned, long goods)
    {
        if (points <= 0 || goods <= 0) return 0;
        return UpTo(before + returned) - UpTo(before);

        long UpTo(long amount) => (long)((Int128)points * Math.Clamp(amount, 0, goods) / goods);
    }
}
