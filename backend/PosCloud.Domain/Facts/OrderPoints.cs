namespace PosCloud.Domain.Facts;

/// <summary>What an order does to its customer's points.</summary>
/// <param name="Earned">Negative when a return takes them back.</param>
/// <param name="Spent">Never negative.</param>
public sealed record OrderPoints(long Earned, long Spent);
