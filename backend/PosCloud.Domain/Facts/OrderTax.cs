using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <param name="BaseMinorUnits">Amounts taxed at this rate, as the lines show them.</param>
public sealed record OrderTax(TaxRate Rate, long BaseMinorUnits, long TaxMinorUnits);
