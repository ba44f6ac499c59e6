namespace PosCloud.Terminal.Engine.Sync;

/// <summary>How far a running sync is.</summary>
/// <param name="FactsDone">Facts the hub has acknowledged in this sync.</param>
/// <param name="FactsTotal">Facts that were pending when it began or came since.</param>
/// <param name="RowsDone">Rows of state received.</param>
/// <param name="RowsTotal">Rows expected; a lower bound.</param>
/// <param name="IsFirstDownload">True while there is no replica yet.</param>
public sealed record SyncProgress(int FactsDone, int FactsTotal, long RowsDone, long RowsTotal, long BytesDown, bool IsFirstDownload);
