using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Commands;

/// <summary>cash:AMOUNT, card:AMOUNT or voucher:CODE:AMOUNT as typed, in major units.</summary>
/// <param name="Voucher">Null for other tenders.</param>
public readonly record struct TenderArgument(Tender Tender, Money Amount, VoucherCode? Voucher)
{
    public static bool TryParse(string text, Currency currency, out TenderArgument tender)
    {
        ArgumentNullException.ThrowIfNull(text);
        tender = default;
        var parts = text.Split(':', 2);
        if (parts.Length != 2) return false;
        if (parts[0] == "voucher")
        {
            if (!TryParseVoucher(parts[1], currency, out var voucher, out var from)) return false;
            tender = new TenderArgument(Tender.Voucher, from, voucher);
            return true;
        }

        if (parts[0] is not ("cash" or "card") || !TryParseAmount(parts[1], currency, out var amount)) return false;
        tender = new TenderArgument(parts[0] == "cash" ? Tender.Cash : Tender.Card, amount, null);
        return true;
    }

    /// <summary>CODE:AMOUNT.</summary>
    public static bool TryParseVoucher(string text, Currency currency, out VoucherCode voucher, out Money amount)
    {
        ArgumentNullException.ThrowIfNull(text);
        (voucher, amount) = (default, Money.Zero(currency));
        var parts = text.Split(':');
        return parts.Length == 2 && VoucherCode.TryParse(parts[0], out voucher) && TryParseAmount(parts[1], currency, out amount);
    }

    private static bool TryParseAmount(string text, Currency currency, out Money amount)
    {
        amount = Money.Zero(currency);
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units)) return false;
        // Far beyond what a sale takes, and far from what a whole number of minor units can't hold.
        if (units > 1_000_000_000_000m) return false;
        amount = Money.FromDecimal(units, currency);
        return true;
    }
}
