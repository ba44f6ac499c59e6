using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>
/// Something that has happened at a terminal and can't be undone: the unit that is journalled, hashed, chained, uploaded
/// and kept. Corrected only by another fact.
/// </summary>
/// <param name="Type">Name of the payload's type, for example <c>OrderCompleted</c>.</param>
/// <param name="Version">Version of that type, from 1.</param>
/// <param name="OccurredAt">Device clock, UTC, whole milliseconds.</param>
/// <param name="Payload">UTF-8 JSON; opaque to hashing and never re-serialised.</param>
public sealed record Fact(
    FactId Id,
    string Type,
    int Version,
    DateTimeOffset OccurredAt,
    StoreId Store,
    ReadOnlyMemory<byte> Payload);
