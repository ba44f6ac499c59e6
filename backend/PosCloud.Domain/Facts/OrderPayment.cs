using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <param name="Tender">How it was paid.</param>
/// <param name="AmountMinorUnits">What counts towards the order; negative when money was given back.</param>
/// <param name="TenderedMinorUnits">What the customer handed over; equals the amount for a card.</param>
/// <param name="ChangeMinorUnits">Tendered − amount.</param>
/// <param name="Reference">The external card terminal's reference; never a card number.</param>
/// <param name="Voucher">Since version 2: the voucher that paid; null for other tenders.</param>
public sealed record OrderPayment(
    int Number, Tender Tender, long AmountMinorUnits, long TenderedMinorUnits, long ChangeMinorUnits, string? Reference = null,
    VoucherCode? Voucher = null);
