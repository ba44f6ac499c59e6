namespace PosCloud.Protocol.Sync;

/// <param name="Sequence">Number of the stream's last change.</param>
/// <param name="RowCount">Live rows.</param>
/// <param name="Checksum">See <see cref="Tables.RowChecksum"/>.</param>
public sealed record StreamHead(string Stream, long Sequence, long RowCount, long Checksum);
