namespace PosCloud.Domain.Credits;

/// <summary>What the merchant owes to whoever comes with it.</summary>
public enum CreditKind
{
    /// <summary>Money on a voucher's code.</summary>
    Voucher = 1,

    /// <summary>A customer's points.</summary>
    Points = 2,
}
