using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Printing;

public sealed record ReceiptTax(TaxRate Rate, Money Base, Money Tax);
