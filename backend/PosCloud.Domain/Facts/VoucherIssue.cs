using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>What a line puts on a voucher. Not the line's price: a voucher of 50 may be sold for 45.</summary>
/// <param name="AmountMinorUnits">Above 0.</param>
public sealed record VoucherIssue(VoucherCode Code, long AmountMinorUnits)
{
    /// <summary>What such a line is sold as; no goods have it.</summary>
    public static Sku Sku { get; } = Sku.Parse("#VOUCHER");
}
