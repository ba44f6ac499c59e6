using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Commands;

/// <summary>cash:AMOUNT or card:AMOUNT as typed, in major units.</summary>
public static class TenderArgument
{
    public static bool TryParse(string text, Currency currency, out Tender tender, out Money amount)
    {
        ArgumentNullException.ThrowIfNull(text);
        (tender, amount) = (Tender.Cash, Money.Zero(currency));
        var parts = text.Split(':', 2);
        if (parts.Length != 2 || !decimal.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units))
        {
            return false;
        }

        amount = Money.FromDecimal(units, currency);
        switch (parts[0])
        {
            case "cash":
                tender = Tender.Cash;
                return true;
            case "card":
                tender = Tender.Card;
                return true;
            default:
                return false;
        }
    }
}
