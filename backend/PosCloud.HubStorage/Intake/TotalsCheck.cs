using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>Calculates an order again; a difference is flagged for a person, never corrected.</summary>
internal static class TotalsCheck
{
    public static async Task RaiseAsync(HubTransaction transaction, FactPlace place, Fact fact, OrderCompleted order)
    {
        if (Difference(order) is not { } detail) return;
        await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = "totals/" + place.Entry,
            Kind = ExceptionKinds.Totals,
            Store = fact.Store.Value,
            Terminal = place.Terminal.Value,
            ReceiptNumber = order.ReceiptNumber.Value,
            Entry = place.Entry,
            OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = detail,
        });
    }

    /// <summary>Null when the hub comes to the same amounts.</summary>
    internal static string? Difference(OrderCompleted order)
    {
        try
        {
            var totals = order.Recalculate();
            if (totals.Total.MinorUnits != order.TotalMinorUnits) return $"The receipt says {order.TotalMinorUnits} in all, the hub calculates {totals.Total.MinorUnits} minor units.";
            if (totals.Tax.MinorUnits != order.TaxMinorUnits) return $"The receipt says {order.TaxMinorUnits} of tax, the hub calculates {totals.Tax.MinorUnits} minor units.";
            if (totals.Discount.MinorUnits != order.DiscountMinorUnits) return $"The receipt says {order.DiscountMinorUnits} of discount, the hub calculates {totals.Discount.MinorUnits} minor units.";
            for (var i = 0; i < order.Lines.Count; i++)
            {
                var (said, calculated) = (order.Lines[i], totals.Lines[i]);
                if (calculated.Amount.MinorUnits != said.AmountMinorUnits || calculated.Tax.MinorUnits != said.TaxMinorUnits)
                    return $"Line {said.Number} says {said.AmountMinorUnits} with {said.TaxMinorUnits} of tax, the hub calculates {calculated.Amount.MinorUnits} with {calculated.Tax.MinorUnits} minor units.";
            }

            return null;
        }
        catch (OverflowException)
        {
            return "The hub can't calculate this order: its numbers are too large.";
        }
    }
}
