namespace PosCloud.TestKit.Retail;

/// <summary>What happens on one day of the file.</summary>
/// <param name="NewPrices">Skus whose usual price of that day differs from the last one known.</param>
/// <param name="Invoices">Sales and returns in the order of the file; refused rows are left out.</param>
public sealed record RetailDay(DateOnly Date, IReadOnlyList<RetailPrice> NewPrices, IReadOnlyList<RetailInvoice> Invoices);

/// <summary>The price of a sku, in pence.</summary>
public sealed record RetailPrice(string Sku, string Name, long Pence);

/// <summary>The rows of one invoice that are sold or returned.</summary>
public sealed record RetailInvoice(string Number, IReadOnlyList<RetailRow> Rows);
