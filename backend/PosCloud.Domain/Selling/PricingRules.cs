using System.Text.Json.Serialization;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <summary>How a store prices: carried in every order fact, so the hub recalculates with the rules of that moment.</summary>
/// <param name="CashRoundingMinorUnits">Smallest step payable in cash: 1 for none, 5 for five cents. 1 to 1000.</param>
public sealed record PricingRules(Currency Currency, TaxMode TaxMode, TaxRounding TaxRounding, int CashRoundingMinorUnits)
{
    public const int MaxCashRoundingMinorUnits = 1000;
}

/// <summary>Whether shelf prices contain the tax.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxMode>))]
public enum TaxMode
{
    /// <summary>Prices contain the tax (as in Europe).</summary>
    [JsonStringEnumMemberName("included")]
    Included,

    /// <summary>Tax is added to the prices (as in the United States).</summary>
    [JsonStringEnumMemberName("added")]
    Added,
}

/// <summary>Where tax is rounded to a minor unit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxRounding>))]
public enum TaxRounding
{
    /// <summary>On each line.</summary>
    [JsonStringEnumMemberName("line")]
    Line,

    /// <summary>Once per tax rate on the whole receipt.</summary>
    [JsonStringEnumMemberName("receipt")]
    Receipt,
}
