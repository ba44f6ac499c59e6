namespace PosCloud.HubStorage.Queries;

/// <summary>A fact in quarantine, for people.</summary>
/// <param name="Id">Name for replaying it.</param>
public sealed record QuarantineEntry(
    string Id,
    string Terminal,
    string Store,
    string Epoch,
    string Branch,
    long Sequence,
    string Code,
    string Reason,
    string Remedy,
    DateTimeOffset ReceivedAt,
    string? FactType,
    string? ReceiptNumber,
    long? TotalMinorUnits,
    string? Currency);
