using System.Globalization;
using PosCloud.Domain.Measures;
using PosCloud.Grains.Contracts;

namespace PosCloud.Dashboard.Text;

/// <summary>Prices as people type them, with a point or a comma before the decimals.</summary>
public static class PriceText
{
    /// <summary>Null when the text is no price of this currency: letters, a minus, more decimals than it has.</summary>
    public static Amount? Parse(string? text, string currency)
    {
        if (!Currency.TryParse(currency, out var known)
            || !decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major)
            || major > 10_000_000m)
        {
            return null;
        }

        var money = Money.FromDecimal(major, known);
        return money.ToDecimal() == major ? Amount.Of(money) : null;
    }

    /// <summary>"2.50": for a field, without the currency.</summary>
    public static string ForField(Amount? amount) =>
        amount is { } known ? known.ToMoney().ToDecimal().ToString("F" + Currency.Parse(known.Currency).Exponent, CultureInfo.InvariantCulture) : "";
}
