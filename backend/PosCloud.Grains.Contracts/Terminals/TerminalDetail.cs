namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>Everything the terminal's own page shows.</summary>
/// <param name="Completeness">Per journal epoch, newest first.</param>
/// <param name="Timeline">Today's stretches of one status each, oldest first.</param>
/// <param name="Sessions">Newest first, at most 50.</param>
[GenerateSerializer, Immutable, Alias("poscloud.terminal-detail")]
public sealed record TerminalDetail(
    [property: Id(0)] TerminalSummary Summary,
    [property: Id(1)] IReadOnlyList<JournalCompleteness> Completeness,
    [property: Id(2)] IReadOnlyList<TimelineStretch> Timeline,
    [property: Id(3)] IReadOnlyList<SyncSession> Sessions,
    [property: Id(4)] IReadOnlyList<QuarantineItem> Quarantine,
    [property: Id(5)] int SessionsToday,
    [property: Id(6)] long FactsUpToday,
    [property: Id(7)] long RowsDownToday,
    [property: Id(8)] long BytesUpToday,
    [property: Id(9)] long BytesDownToday,
    [property: Id(10)] IReadOnlyList<TableRows> RowsPerTable,
    [property: Id(11)] IReadOnlyList<DateTimeOffset> SyncTicks,
    [property: Id(12)] DateTimeOffset EnrolledAt,
    [property: Id(13)] string Machine);
