using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <summary>How a store prices: carried in every order fact, so the hub recalculates with the rules of that moment.</summary>
/// <param name="CashRoundingMinorUnits">Smallest step payable in cash: 1 for none, 5 for five cents. 1 to 1000.</param>
public sealed record PricingRules(Currency Currency, TaxMode TaxMode, TaxRounding TaxRounding, int CashRoundingMinorUnits)
{
    public const int MaxCashRoundingMinorUnits = 1000;
}
