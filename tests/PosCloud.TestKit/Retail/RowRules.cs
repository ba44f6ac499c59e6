namespace PosCloud.TestKit.Retail;

/// <summary>Which rows of the Online Retail file make sense as a sale or a return at a till, and why the others do not.</summary>
public static class RowRules
{
    private static readonly string[] NotGoods = ["POST", "DOT", "C2", "M", "D", "S", "BANK CHARGES", "AMAZONFEE", "CRUK"];

    /// <summary>The reason why a row is not sold; null when it is.</summary>
    public static string? RefusalOf(RetailRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row switch
        {
            { Invoice: "" } or { SkuKey: "" } => "no invoice number or no stock code",
            _ when row.Invoice.StartsWith('A') => "bad-debt adjustment",
            _ when NotGoods.Contains(row.SkuKey) => "not goods: postage, fees, samples, manual entries, discounts",
            { Quantity: 0 } => "no quantity",
            { IsCancellation: true, Quantity: > 0 } => "cancellation of a positive quantity",
            { IsCancellation: false, Quantity: < 0 } => "stock note: a negative quantity that cancels nothing",
            { PricePence: < 0 } => "negative price",
            { PricePence: 0 } => "no price",
            _ => null,
        };
    }
}
