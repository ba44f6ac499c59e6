using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Catalogue;

/// <summary>Local stock in words: an advice, never a reason to refuse a sale.</summary>
public static class StockWords
{
    /// <summary>At this quantity or below a tile says what is left.</summary>
    public static readonly Quantity Low = Quantity.Pieces(3);

    /// <summary>True when a person should know: low, out, or below zero.</summary>
    public static bool IsLow(Quantity? available) => available is { } quantity && quantity <= Low;

    /// <summary>"3 left", "Out", and with the time of the data when it's stale: "3 left at 12:01". Null when the hub keeps no stock.</summary>
    /// <param name="staleSince">Time of the data when it's too old to be taken for now, else null.</param>
    public static string? Of(Quantity? available, UnitOfSale unit, DateTimeOffset? staleSince, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        if (available is not { } quantity)
        {
            return null;
        }

        var words = quantity <= Quantity.Zero ? Words.Of("Stock_Out") : Words.Of("Stock_Left", formats.Quantity(quantity, unit));
        return staleSince is { } at ? Words.Of("Stock_At", words, formats.Time(at)) : words;
    }
}
