using System.Collections.Concurrent;
using System.Globalization;

namespace PosCloud.Ui;

/// <summary>Money for people: always with its currency, never broken over two lines, minus as U+2212.</summary>
public static class MoneyFormat
{
    private static readonly ConcurrentDictionary<(string Culture, string Currency, bool Whole), NumberFormatInfo> Formats = new();

    /// <summary>Writes an amount as the culture does: 2927 EUR is "€29.27" in English, "29,27 €" in Croatian.</summary>
    /// <param name="minorUnits">Amount in the currency's minor unit (cents; whole yen; fils).</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="culture">Culture of the reader; the current one when null.</param>
    public static string Text(long minorUnits, string currency, CultureInfo? culture = null)
    {
        var decimals = CurrencyDecimals.Of(currency);
        return Scale(minorUnits, decimals).ToString("C", Format(currency, culture, decimals, whole: false));
    }

    /// <summary>As <see cref="Text"/>, but without decimals where they are all zero: "€10" for a quick cash button.</summary>
    public static string Short(long minorUnits, string currency, CultureInfo? culture = null)
    {
        var decimals = CurrencyDecimals.Of(currency);
        var amount = Scale(minorUnits, decimals);
        return amount == decimal.Truncate(amount)
            ? amount.ToString("C", Format(currency, culture, 0, whole: true))
            : Text(minorUnits, currency, culture);
    }

    /// <summary>Writes an amount with its sign in front, for changes: "+€3.00", "−€0.84".</summary>
    public static string Signed(long minorUnits, string currency, CultureInfo? culture = null) =>
        minorUnits > 0 ? "+" + Text(minorUnits, currency, culture) : Text(minorUnits, currency, culture);

    private static decimal Scale(long minorUnits, int decimals) => minorUnits / Power(decimals);

    private static decimal Power(int decimals) => decimals switch { 0 => 1m, 2 => 100m, _ => 1000m };

    private static NumberFormatInfo Format(string currency, CultureInfo? culture, int decimals, bool whole)
    {
        var reader = culture ?? CultureInfo.CurrentCulture;
        return Formats.GetOrAdd((reader.Name, currency, whole), _ => Make(reader, currency, decimals));
    }

    private static NumberFormatInfo Make(CultureInfo culture, string currency, int decimals)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        var symbol = CurrencySymbol.Of(currency);
        format.CurrencyDecimalDigits = decimals;
        format.NegativeSign = "\u2212";
        // A code of letters needs a space that its amount can't be parted from; a sign in front doesn't.
        var letters = char.IsLetter(symbol[^1]);
        format.CurrencySymbol = format.CurrencyPositivePattern switch
        {
            0 or 2 when letters => symbol + "\u00a0",
            1 or 3 => "\u00a0" + symbol,
            _ => symbol,
        };
        var before = format.CurrencyPositivePattern is 0 or 2;
        format.CurrencyPositivePattern = before ? 0 : 1;
        format.CurrencyNegativePattern = before ? 1 : 5;
        return format;
    }
}
