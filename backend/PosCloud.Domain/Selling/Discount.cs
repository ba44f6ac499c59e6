using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <summary>
/// Money off a line or an order: a share in parts per million, or a fixed amount in minor units; never both.
/// The amount is positive for a sale; on a returned line it's taken with the line's sign.
/// </summary>
/// <param name="Reason">What the cashier or the rule says, printed on the receipt; at most 100 characters.</param>
public sealed record Discount(int? PartsPerMillion = null, long? AmountMinorUnits = null, string? Reason = null)
{
    public const int MaxReasonLength = 100;

    public static Discount Percent(int partsPerMillion, string? reason = null) => new(partsPerMillion, null, reason);

    public static Discount Amount(Money amount, string? reason = null) => new(null, amount.MinorUnits, reason);

    /// <summary>True when exactly one form is given and it's within bounds: a share of 0 to 1,000,000, an amount of at least 0.</summary>
    public bool IsValid() => (PartsPerMillion, AmountMinorUnits) switch
    {
        ( >= 0 and <= 1_000_000, null) => true,
        (null, >= 0) => true,
        _ => false,
    };

    /// <summary>What comes off <paramref name="gross"/>: same sign as it, and never more than all of it.</summary>
    public Money Of(Money gross)
    {
        if (PartsPerMillion is { } share) return gross.Share(share);
        var size = Math.Min(AmountMinorUnits ?? 0, Math.Abs(gross.MinorUnits));
        return new Money(Math.Sign(gross.MinorUnits) * size, gross.Currency);
    }
}
