namespace PosCloud.Domain.Credits;

/// <summary>One change of a voucher or of a customer's points that an order implies.</summary>
/// <param name="Part">With the fact's id the movement's key: a repeat of the order has the same ones.</param>
/// <param name="Holder">The voucher's code or the customer's id.</param>
/// <param name="Unit">The currency's code, or <c>points</c>.</param>
/// <param name="Change">Minor units or points: put on it above 0, taken off it below.</param>
public readonly record struct CreditMovement(string Part, CreditKind Kind, string Holder, string Unit, long Change);
