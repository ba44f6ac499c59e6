namespace PosCloud.TestKit.Retail;

/// <summary>What the hub must hold in the end, added up from the rows of the file and from nothing else.</summary>
/// <param name="Refused">Rows by the reason why they are not sold.</param>
/// <param name="StockChange">Pieces per sku, negative when more was sold than returned.</param>
/// <param name="RoundedPrices">Rows whose price had a third decimal.</param>
public sealed record RetailSums(
    int Rows,
    int Imported,
    IReadOnlyDictionary<string, int> Refused,
    int Invoices,
    long SalesPence,
    long ReturnsPence,
    IReadOnlyDictionary<string, long> StockChange,
    int RoundedPrices)
{
    public static RetailSums Of(IEnumerable<RetailRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var stock = new Dictionary<string, long>();
        var invoices = new HashSet<string>();
        var (count, imported, rounded) = (0, 0, 0);
        var (sales, returns) = (0L, 0L);
        foreach (var row in rows)
        {
            count++;
            if (RowRules.RefusalOf(row) is { } reason)
            {
                refused[reason] = refused.GetValueOrDefault(reason) + 1;
                continue;
            }

            imported++;
            invoices.Add(row.Invoice);
            stock[row.SkuKey] = stock.GetValueOrDefault(row.SkuKey) - row.Quantity;
            rounded += row.UnitPrice * 100 == row.PricePence ? 0 : 1;
            var amount = checked(row.PricePence * row.Quantity);
            sales += amount > 0 ? amount : 0;
            returns += amount < 0 ? amount : 0;
        }

        return new RetailSums(count, imported, refused, invoices.Count, sales, returns, stock, rounded);
    }
}
