using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Exceptions;

/// <summary>An oversell from before the first of its two receipts to after the second.</summary>
/// <param name="BeforeThousandths">On hand before both; null when the hub doesn't know it.</param>
public sealed record OversellStory(long? BeforeThousandths, string Headline)
{
    /// <param name="item">The exception, which knows on hand around the receipt that crossed zero.</param>
    /// <param name="orders">The receipts; the other one took what was there just before.</param>
    public static OversellStory Of(ExceptionItem item, IReadOnlyList<Grains.Contracts.Orders.OrderDetail> orders)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(orders);
        if (item is not { OnHandBeforeThousandths: { } crossing, OnHandAfterThousandths: { } after })
        {
            return new OversellStory(null, "More sold than was there");
        }

        var other = orders.FirstOrDefault(order => order.Summary.Entry == item.OtherEntry);
        var before = crossing + (other?.Lines.Where(line => string.Equals(line.Sku, item.Sku, StringComparison.OrdinalIgnoreCase)).Sum(line => line.QuantityThousandths) ?? 0);
        var there = before == 0 ? "none was" : QuantityFormat.Text(before) + (before == 1000 ? " was" : " were");
        return new OversellStory(before, $"{QuantityFormat.Text(before - after)} sold, {there} there");
    }
}
