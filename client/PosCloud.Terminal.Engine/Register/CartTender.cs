using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Register;

/// <param name="MinorUnits">What the customer handed over, or for a return what was given back; never negative.</param>
/// <param name="Reference">The external card terminal's reference.</param>
/// <param name="Voucher">The voucher that pays; null for other tenders.</param>
/// <param name="IsGivenBack">True when the money went to the customer; stays what it is if the sale later turns round.</param>
public sealed record CartTender(int Key, Tender Tender, long MinorUnits, string? Reference, bool IsGivenBack = false, VoucherCode? Voucher = null);
