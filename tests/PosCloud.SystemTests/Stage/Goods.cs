using System.Globalization;
using System.Text;

namespace PosCloud.SystemTests.Stage;

/// <summary>One row of a catalogue file.</summary>
/// <param name="Stock">Opening stock; null leaves it alone.</param>
public sealed record Goods(string Sku, decimal Price, decimal? Stock, string Unit = "piece", decimal TaxPercent = 25, string Name = "", string Category = "All")
{
    public const string Header = "sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock";

    public static string File(IEnumerable<Goods> goods)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in goods) text.Append(row.Line).Append('\n');
        return text.ToString();
    }

    private string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sku},,{(Name.Length > 0 ? Name : "Goods " + Sku)},{Category},{Price:0.00},{TaxPercent},{Unit},{Stock}");
}
