namespace PosCloud.Terminal.Engine.Credits;

/// <summary>Answer to a look at a balance.</summary>
/// <param name="Balance">What the hub said, or what it said earlier; null when it never did.</param>
/// <param name="Problem">Why the hub didn't answer now, for people; null when it did.</param>
public sealed record CreditLook(CreditBalance? Balance, string? Problem);
