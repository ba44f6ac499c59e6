namespace PosCloud.Terminal.Engine.Credits;

/// <summary>What is left on a voucher or of a customer's points, as far as this terminal knows.</summary>
/// <param name="Left">Minor units or points; its own sales since are counted.</param>
/// <param name="AsOf">When the hub said so; other terminals may have changed it since.</param>
/// <param name="IsNamed">An order that reached the hub named it; false for a code or card that nobody used yet.</param>
public sealed record CreditBalance(long Left, DateTimeOffset AsOf, bool IsNamed);
