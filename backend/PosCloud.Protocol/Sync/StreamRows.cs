namespace PosCloud.Protocol.Sync;

/// <summary>Changes of one table in one stream, by ascending number.</summary>
public sealed record StreamRows(string Stream, string Table, IReadOnlyList<RowChange> Changes);
