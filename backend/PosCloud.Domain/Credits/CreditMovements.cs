using System.Globalization;
using PosCloud.Domain.Facts;

namespace PosCloud.Domain.Credits;

/// <summary>The changes of vouchers and points that an order implies: pure, so that intake, replay and verifying agree.</summary>
public static class CreditMovements
{
    public const string Points = "points";

    public static IReadOnlyList<CreditMovement> Of(OrderCompleted order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var movements = new List<CreditMovement>();
        var currency = order.Rules.Currency.Code;
        foreach (var line in order.Lines)
        {
            if (line.Voucher is { } issued)
                movements.Add(new CreditMovement(Part("line", line.Number), CreditKind.Voucher, issued.Code.Value, currency, issued.AmountMinorUnits));
        }

        foreach (var payment in order.Payments)
        {
            // Paid with it takes off; a refund onto a voucher has a negative amount and puts on.
            if (payment is { Voucher: { } code, AmountMinorUnits: not 0 })
                movements.Add(new CreditMovement(Part("payment", payment.Number), CreditKind.Voucher, code.Value, currency, -payment.AmountMinorUnits));
        }

        if (order is { Points: { } points, Customer: { } customer })
        {
            if (points.Earned != 0) movements.Add(new CreditMovement("earned", CreditKind.Points, customer.ToString(), Points, points.Earned));
            if (points.Spent != 0) movements.Add(new CreditMovement("spent", CreditKind.Points, customer.ToString(), Points, -points.Spent));
        }

        return movements;
    }

    private static string Part(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}/{number}");
}
