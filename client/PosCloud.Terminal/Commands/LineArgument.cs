using System.Globalization;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Commands;

/// <summary>SKU or SKU:QTY as typed. The last colon counts, so a sku may contain one if a quantity follows.</summary>
public static class LineArgument
{
    /// <summary>False when the quantity isn't a number of at most three decimals above zero.</summary>
    public static bool TryParse(string text, out string code, out Quantity? quantity)
    {
        ArgumentNullException.ThrowIfNull(text);
        (code, quantity) = (text.Trim(), null);
        var colon = code.LastIndexOf(':');
        if (colon <= 0)
        {
            return code.Length > 0 && colon != 0;
        }

        var number = code[(colon + 1)..];
        code = code[..colon];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units)
            || !Quantity.TryFromDecimal(units, out var parsed)
            || parsed <= Quantity.Zero)
        {
            return false;
        }

        quantity = parsed;
        return true;
    }
}
