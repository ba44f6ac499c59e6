namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Everything the sync panel and the status command show.</summary>
/// <param name="LastSync">End of the last sync that went well.</param>
/// <param name="NextTryAt">When the next attempt is due by itself; null while one runs or none will.</param>
/// <param name="Progress">Of the running sync; null when none runs.</param>
/// <param name="IsPushConnected">True while the hub can tell this terminal about changes at once.</param>
/// <param name="ReplicaAsOf">Hub time up to which prices and stock are complete; null before the first download.</param>
/// <param name="ClockOffsetMilliseconds">Hub time minus device time; null when never measured.</param>
public sealed record SyncStatus(
    Connectivity Connectivity,
    PendingFacts Pending,
    DateTimeOffset? LastSync,
    DateTimeOffset? LastTried,
    DateTimeOffset? NextTryAt,
    string? LastError,
    SyncProgress? Progress,
    bool IsPushConnected,
    bool WorkOffline,
    string? ReplicaCursor,
    DateTimeOffset? ReplicaAsOf,
    long? ClockOffsetMilliseconds,
    bool IsDeviceClockWrong,
    IReadOnlyList<QuarantinedSale> Quarantined);
