using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <param name="First">Sequence of the first fact; the others follow without gaps.</param>
/// <param name="Previous">Chain hash before the first.</param>
/// <param name="Store">Store of all these facts, as the journal has it; says where a fact with damaged bytes belongs. Null: the terminal's store.</param>
/// <param name="BootId">The device's boot at sending; with the next value it tells the hub how long ago a fact of the same boot happened.</param>
/// <param name="MonotonicMilliseconds">Milliseconds since that boot, at sending.</param>
public sealed record UploadHeader(
    JournalEpoch Epoch,
    JournalSequence First,
    Sha256Digest Previous,
    int Count,
    StoreId? Store = null,
    string? BootId = null,
    long? MonotonicMilliseconds = null);
