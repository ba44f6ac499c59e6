using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>What the hub hasn't acknowledged yet.</summary>
/// <param name="Amount">Sum of the pending orders' totals.</param>
public sealed record PendingFacts(int Facts, int Orders, Money Amount, DateTimeOffset? OldestAt);
