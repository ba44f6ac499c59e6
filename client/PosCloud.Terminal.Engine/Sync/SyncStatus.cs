using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

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

/// <summary>One sale in the sync panel with its three lamps.</summary>
/// <param name="AtHub">The hub has acknowledged it.</param>
/// <param name="Applied">The replica shows that stock includes it.</param>
public sealed record SaleProgress(
    ReceiptNumber ReceiptNumber, DateTimeOffset OccurredAt, Money Total, bool AtHub, bool Applied, bool IsQuarantined);

/// <summary>One past sync.</summary>
/// <param name="Error">For people; null when it went well.</param>
public sealed record SyncAttempt(
    DateTimeOffset At, TimeSpan Duration, string Cause, int Uploaded, long Downloaded, long BytesUp, long BytesDown, string? Error);
