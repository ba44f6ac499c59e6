using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Publishing;

/// <summary>One page of state and what the reading revealed.</summary>
/// <param name="CursorAhead">
/// The terminal knows changes of this epoch that the hub doesn't have: the hub's database was restored from an older
/// backup without anyone telling it. The caller begins a new epoch and reads again.
/// </param>
/// <param name="IsFileDue">A ready-made replica should be made for this store.</param>
public sealed record StateReading(StateAnswer Answer, string HubEpoch, bool CursorAhead, bool IsFileDue);
