using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
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
            if (totals.Total.MinorUnits != order.TotalMinorUnits) return Says("in all", order.TotalMinorUnits, totals.Total);
            if (totals.Tax.MinorUnits != order.TaxMinorUnits) return Says("of tax", order.TaxMinorUnits, totals.Tax);
            if (totals.Discount.MinorUnits != order.DiscountMinorUnits) return Says("of discount", order.DiscountMinorUnits, totals.Discount);
            for (var i = 0; i < order.Lines.Count; i++)
            {
                var (said, calculated) = (order.Lines[i], totals.Lines[i]);
                if (calculated.Amount.MinorUnits != said.AmountMinorUnits) return Says($"on line {said.Number}", said.AmountMinorUnits, calculated.Amount);
                if (calculated.Tax.MinorUnits != said.TaxMinorUnits) return Says($"of tax on line {said.Number}", said.TaxMinorUnits, calculated.Tax);
            }

            return null;
        }
        catch (OverflowException)
        {
            return "The hub can't calculate this order: its numbers are too large.";
        }
    }

    private static string Says(string what, long said, Money calculated) =>
        $"The receipt says {new Money(said, calculated.Currency)} {what}, the hub calculates {calculated}.";
}
