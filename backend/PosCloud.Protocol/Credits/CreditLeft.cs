namespace PosCloud.Protocol.Credits;

/// <param name="Unit">The currency's code, or <c>points</c>.</param>
/// <param name="Amount">Minor units or points; below 0 when more was taken off than has arrived.</param>
public sealed record CreditLeft(string Unit, long Amount);
