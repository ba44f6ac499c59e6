namespace PosCloud.Protocol.Sync;

/// <param name="Sequence">The row's change number in its stream.</param>
/// <param name="Key">The key of a deleted row; null for a live one, whose key is in its content.</param>
/// <param name="Row">The row as <see cref="Tables.RowJson"/> wrote it; null when it was deleted.</param>
public sealed record RowChange(long Sequence, string? Key, RawJson? Row);
