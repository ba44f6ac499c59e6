using System.Globalization;

namespace PosCloud.Ui;

/// <summary>Quantities for people. Number and unit never part: the space between them doesn't break.</summary>
public static class QuantityFormat
{
    /// <summary>Writes thousandths: 2000 pieces is "2", 486 kg is "0.486 kg".</summary>
    /// <param name="thousandths">Quantity in thousandths of the unit.</param>
    /// <param name="unit">"kg" and other measures are shown with three decimals; "piece" or null isn't shown.</param>
    /// <param name="culture">Culture of the reader; the current one when null.</param>
    public static string Text(long thousandths, string? unit = null, CultureInfo? culture = null)
    {
        var format = (NumberFormatInfo)(culture ?? CultureInfo.CurrentCulture).NumberFormat.Clone();
        format.NegativeSign = "\u2212";
        var amount = thousandths / 1000m;
        return unit is null or "" or "piece"
            ? amount.ToString("#,0.###", format)
            : amount.ToString("#,0.000", format) + "\u00a0" + unit;
    }

    /// <summary>As <see cref="Text"/> with a plus in front of what is above zero.</summary>
    public static string Signed(long thousandths, string? unit = null, CultureInfo? culture = null) =>
        thousandths > 0 ? "+" + Text(thousandths, unit, culture) : Text(thousandths, unit, culture);
}
