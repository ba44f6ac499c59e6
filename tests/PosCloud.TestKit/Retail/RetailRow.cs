namespace PosCloud.TestKit.Retail;

/// <summary>One row of the Online Retail file, as it stands there.</summary>
public sealed record RetailRow(string Invoice, string StockCode, string Description, long Quantity, DateTime Date, decimal UnitPrice)
{
    public bool IsCancellation => Invoice.StartsWith('C');

    /// <summary>Pence; a third decimal is rounded half away from zero.</summary>
    public long PricePence => (long)Math.Round(UnitPrice * 100, MidpointRounding.AwayFromZero);

    /// <summary>Codes that differ only by letter case are one sku.</summary>
    public string SkuKey => StockCode.Trim().ToUpperInvariant();
}
