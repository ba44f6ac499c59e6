using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Terminals;

/// <summary>One sync as kept for the terminal's page.</summary>
public sealed record StoredSession(SyncSession Session, int OrdersUp, DateTimeOffset? OfflineSince);
