namespace PosCloud.Protocol.Sync;

/// <summary>
/// What a terminal asks when its engine moves rows by itself: how far the hub has got, and whether there is anything to
/// fetch. It's also what makes the hub take the facts that the engine has brought.
/// </summary>
/// <param name="Sync">As in a sync; <see cref="SyncRequest.Upload"/> and <see cref="SyncRequest.State"/> stay null.</param>
/// <param name="Newest">The end of the open epoch in the journal; null while it's empty.</param>
/// <param name="Replica">Where the replica stands in each stream; empty without one.</param>
/// <param name="BootId">The device's boot now; see <see cref="UploadHeader.BootId"/>.</param>
/// <param name="MonotonicMilliseconds">Milliseconds since that boot, now.</param>
public sealed record HelloRequest(
    SyncRequest Sync, EpochPosition? Newest, IReadOnlyList<StreamHead> Replica, string? BootId, long? MonotonicMilliseconds);
