using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>
/// How the tenders taken so far pay an order: what counts, what is left, what goes back. Only the part paid in cash is
/// rounded to the store's smallest coin. For a return all amounts run the other way.
/// </summary>
/// <param name="Left">Still to pay by card or voucher, or by cash where coins aren't rounded; never negative.</param>
/// <param name="LeftInCash">Still to pay if the rest is paid in cash; never negative.</param>
/// <param name="Change">To give back to the customer.</param>
/// <param name="CashRounding">Added to the order's total because of coins.</param>
/// <param name="IsOverpaid">True when cards, vouchers or a refund exceed what is due; a tender has to go before the sale can be completed.</param>
public sealed record TenderPlan(
    IReadOnlyList<OrderPayment> Payments, Money Left, Money LeftInCash, Money Change, Money CashRounding, bool IsPaid, bool IsOverpaid)
{
    public static TenderPlan Of(Money total, IReadOnlyList<CartTender> tenders, PricingRules rules)
    {
        ArgumentNullException.ThrowIfNull(tenders);
        ArgumentNullException.ThrowIfNull(rules);
        var direction = total.IsNegative ? -1 : 1;
        var due = total.Abs();
        var zero = Money.Zero(total.Currency);
        var exact = Sum(tenders, isCash: false, zero);
        var cash = Sum(tenders, isCash: true, zero);
        var hasCash = tenders.Any(t => t.Tender == Tender.Cash);
        var rest = due - exact;
        var rounding = rest.IsNegative ? zero : OrderCalculation.CashRoundingOf(rest, rules);
        var restInCash = rest + rounding;
        var change = cash > restInCash && !rest.IsNegative ? cash - restInCash : zero;
        // Lines changed after money had moved the other way: that money isn't a payment of what is due now.
        var wrongWay = tenders.Any(t => t.IsGivenBack != direction < 0);
        var overpaid = wrongWay || rest.IsNegative || (direction < 0 && change > zero);
        var paid = !overpaid && (rest.IsZero || (hasCash && cash >= restInCash));
        var left = overpaid || paid ? zero : rest - Smaller(cash, rest);
        var leftInCash = overpaid || paid ? zero : restInCash - Smaller(cash, restInCash);
        return new TenderPlan(
            Allocate(tenders, restInCash, direction), left, leftInCash, change, hasCash && !rest.IsNegative ? Signed(rounding, direction) : zero, paid, overpaid);
    }

    private static List<OrderPayment> Allocate(IReadOnlyList<CartTender> tenders, Money restInCash, int direction)
    {
        var payments = new List<OrderPayment>(tenders.Count);
        var cashLeft = Math.Max(0, restInCash.MinorUnits);
        foreach (var tender in tenders)
        {
            var counts = tender.Tender == Tender.Cash ? Math.Min(tender.MinorUnits, cashLeft) : tender.MinorUnits;
            if (tender.Tender == Tender.Cash) cashLeft -= counts;
            payments.Add(new OrderPayment(
                payments.Count + 1, tender.Tender, direction * counts, direction * tender.MinorUnits, direction * (tender.MinorUnits - counts), tender.Reference, tender.Voucher));
        }

        return payments;
    }

    private static Money Sum(IReadOnlyList<CartTender> tenders, bool isCash, Money zero)
    {
        var sum = 0L;
        foreach (var tender in tenders)
        {
            if ((tender.Tender == Tender.Cash) == isCash) sum = checked(sum + tender.MinorUnits);
        }

        return new Money(sum, zero.Currency);
    }

    private static Money Signed(Money amount, int direction) => direction < 0 ? -amount : amount;

    private static Money Smaller(Money a, Money b) => a < b ? a : b;
}
