namespace PosCloud.Protocol.Credits;

/// <summary>Asks what is left on a voucher or of a customer's points; exactly one of the two is named.</summary>
/// <param name="Voucher">A voucher's code; in the body, because it is as good as money and addresses are logged.</param>
public sealed record CreditRequest(string? Voucher, Guid? Customer);
