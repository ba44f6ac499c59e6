using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <param name="Base">Sum of the amounts taxed at this rate, as the lines show them.</param>
public readonly record struct TaxTotal(TaxRate Rate, Money Base, Money Tax);
