using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Payments;

/// <summary>The amounts a customer is likely to hand over: exact, then the next round sums upwards.</summary>
public static class QuickCash
{
    /// <summary>Most buttons offered.</summary>
    public const int Limit = 4;

    private static readonly long[] Steps = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000];

    /// <summary>9.27 gives 9.27, 10, 20, 50. Nothing due gives nothing.</summary>
    public static IReadOnlyList<Money> For(Money due)
    {
        if (due.MinorUnits <= 0)
        {
            return [];
        }

        var offers = new List<Money> { due };
        foreach (var step in Steps)
        {
            var unit = step * due.Currency.MinorUnitsPerMajor;
            // Coins that are small against the sum would only offer sums nobody hands over.
            if (unit * 20 < due.MinorUnits)
            {
                continue;
            }

            var rounded = new Money((due.MinorUnits + unit - 1) / unit * unit, due.Currency);
            if (rounded > offers[^1] && offers.Count < Limit)
            {
                offers.Add(rounded);
            }
        }

        return offers;
    }
}
