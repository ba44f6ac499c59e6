namespace PosCloud.TestKit.Retail;

/// <summary>Turns the rows of the file into days with price changes and invoices.</summary>
public static class RetailCalendar
{
    public static IReadOnlyList<RetailDay> Of(IReadOnlyList<RetailRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sold = rows.Where(row => RowRules.RefusalOf(row) is null).ToList();
        var names = sold.GroupBy(row => row.SkuKey).ToDictionary(sku => sku.Key, UsualName);
        var known = new Dictionary<string, long>();
        return [.. sold.GroupBy(row => DateOnly.FromDateTime(row.Date)).OrderBy(day => day.Key).Select(day => new RetailDay(
            day.Key,
            [.. UsualPrices(day).Where(price => !known.TryGetValue(price.Sku, out var last) || last != price.Pence)
                .Select(price =>
                {
                    known[price.Sku] = price.Pence;
                    return price with { Name = names[price.Sku] };
                })],
            [.. day.GroupBy(row => row.Invoice).Select(invoice => new RetailInvoice(invoice.Key, [.. invoice]))]))];
    }

    /// <summary>Each sku with the first price it ever has: the catalogue before the first day.</summary>
    public static IReadOnlyList<RetailPrice> FirstPrices(IReadOnlyList<RetailDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        return [.. days.SelectMany(day => day.NewPrices).DistinctBy(price => price.Sku)];
    }

    private static IEnumerable<RetailPrice> UsualPrices(IEnumerable<RetailRow> day) =>
        day.GroupBy(row => row.SkuKey).Select(sku => new RetailPrice(
            sku.Key, "", sku.GroupBy(row => row.PricePence).OrderByDescending(price => price.Count()).ThenByDescending(price => price.Key).First().Key));

    /// <summary>Descriptions are also used for notes, so the most frequent one is the name.</summary>
    private static string UsualName(IGrouping<string, RetailRow> sku) => sku.Where(row => row.Description.Length > 0)
        .GroupBy(row => row.Description).OrderByDescending(name => name.Count()).FirstOrDefault()?.Key ?? sku.Key;
}
