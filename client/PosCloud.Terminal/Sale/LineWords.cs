using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Sale;

/// <summary>Sentences about lines, the same in cart and payment.</summary>
public static class LineWords
{
    /// <summary>"€16.90 per kg" or "€2.60".</summary>
    public static string UnitPrice(CartLineTotals line, StoreFormats formats)
    {
        var price = formats.Money(line.UnitPrice);
        return line.Line.Unit == UnitOfSale.Kilogram ? price + " " + Words.Of("PerKg") : price;
    }

    /// <summary>"M, Forest, €12.50", or the price alone.</summary>
    public static string OptionsAndPrice(CartLineTotals line, StoreFormats formats) =>
        line.Line.Options is { Length: > 0 } options ? $"{options}, {UnitPrice(line, formats)}" : UnitPrice(line, formats);

    /// <summary>"−20 %, day-old" or "−€1.00, damaged".</summary>
    public static string Discount(Discount discount, Currency currency, StoreFormats formats)
    {
        var size = discount.PartsPerMillion is { } share
            ? "\u2212" + formats.Percent(share / 10_000m)
            : formats.Money(new Money(-(discount.AmountMinorUnits ?? 0), currency));
        return discount.Reason is { Length: > 0 } reason ? $"{size}, {reason}" : size;
    }

    /// <summary>"VAT included, 25 % and 5 %".</summary>
    public static string Taxes(Cart cart, StoreFormats formats)
    {
        var rates = cart.Totals.Taxes.Select(tax => formats.Percent(tax.Rate)).ToList();
        var list = rates.Count switch
        {
            0 => "",
            1 => rates[0],
            _ => Words.Of("And", string.Join(", ", rates[..^1]), rates[^1]),
        };
        return Words.Of(cart.Rules.TaxMode == TaxMode.Included ? "Tax_Included" : "Tax_Added", list);
    }
}
