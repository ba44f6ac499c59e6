using PosCloud.Domain.Credits;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What a sale does to its customer's points.</summary>
internal static class CartPoints
{
    /// <param name="perUnit">The store's rate.</param>
    /// <param name="used">Points that pay.</param>
    /// <returns>Null for nothing.</returns>
    public static OrderPoints? Of(CartContent cart, IReadOnlyList<CartLineTotals> lines, Currency currency, int perUnit, UsedPoints? used)
    {
        if (cart.Customer is null) return null;
        var goods = lines.Where(l => l.Line.Quantity > Quantity.Zero && l.Line.Voucher is null).Sum(l => l.Amounts.Amount.MinorUnits);
        var earned = cart.Points?.Earned ?? PointsRules.Earned(new Money(goods, currency), perUnit);
        var returned = lines.Where(l => l.Line.Points is not null).GroupBy(l => l.Line.Returns!.Order)
            .Sum(order => order.First().Line.Points!.Of(order.Sum(l => -l.Amounts.Amount.MinorUnits)));
        var spent = (cart.Points?.Spent ?? 0) + (used?.Points ?? 0);
        return (earned + returned, spent) is (0, 0) ? null : new OrderPoints(earned + returned, spent);
    }
}
