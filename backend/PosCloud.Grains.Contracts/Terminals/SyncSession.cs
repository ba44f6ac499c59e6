namespace PosCloud.Grains.Contracts.Terminals;

/// <param name="Cause"><c>sale</c>, <c>poll</c>, <c>nudge</c>, <c>start</c>, <c>online</c> or <c>manual</c>.</param>
/// <param name="RowsDown">Rows per table sent down.</param>
/// <param name="Result"><c>done</c> or an error code.</param>
[GenerateSerializer, Immutable, Alias("poscloud.session")]
public sealed record SyncSession(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Cause,
    [property: Id(2)] double Milliseconds,
    [property: Id(3)] int FactsUp,
    [property: Id(4)] IReadOnlyList<TableRows> RowsDown,
    [property: Id(5)] long BytesUp,
    [property: Id(6)] long BytesDown,
    [property: Id(7)] string Result);
