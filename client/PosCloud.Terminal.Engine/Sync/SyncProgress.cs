namespace PosCloud.Terminal.Engine.Sync;

/// <summary>How far a running sync is.</summary>
/// <param name="FactsDone">Facts the hub has acknowledged in this sync.</param>
/// <param name="FactsTotal">Facts that were pending when it began or came since.</param>
/// <param name="RowsDone">Rows of state received.</param>
/// <param name="RowsTotal">Rows expected; a lower bound.</param>
/// <param name="IsFirstDownload">True while there is no replica yet.</param>
/// <param name="FileBytes">Bytes of a ready-made replica that are here, those of earlier tries included.</param>
/// <param name="FileBytesTotal">Its length; 0 while none is fetched.</param>
public sealed record SyncProgress(
    int FactsDone, int FactsTotal, long RowsDone, long RowsTotal, long BytesDown, bool IsFirstDownload, long FileBytes = 0, long FileBytesTotal = 0)
{
    // Of a ready-made replica: fetching takes most of the time, checking its rows the rest.
    private const int FetchShare = 80;

    /// <summary>How much of the state is here, 0 to 100.</summary>
    public int StatePercent => (FileBytesTotal, RowsTotal) switch
    {
        (> 0, _) => (int)((FetchShare * FileBytes / FileBytesTotal) + (RowsTotal > 0 ? (100 - FetchShare) * Math.Min(RowsDone, RowsTotal) / RowsTotal : 0)),
        (_, > 0) => (int)(100 * Math.Min(RowsDone, RowsTotal) / RowsTotal),
        _ => 0,
    };
}
