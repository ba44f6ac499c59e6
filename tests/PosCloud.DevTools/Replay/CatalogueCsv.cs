using System.Globalization;
using System.Text;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>Writes prices of the file as a catalogue that <c>import-catalogue</c> reads.</summary>
internal static class CatalogueCsv
{
    private const string Header = "sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock";

    /// <param name="openingPieces">Null leaves the stock of skus that are already there alone.</param>
    public static Task WriteAsync(string file, IEnumerable<RetailPrice> prices, int? openingPieces, CancellationToken cancellation)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var price in prices)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(price.Sku)},,{Quoted(price.Name)},Gifts,{price.Pence / 100m:0.00},20,piece,{openingPieces}\n");
        }

        return File.WriteAllTextAsync(file, text.ToString(), cancellation);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
