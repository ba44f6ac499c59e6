using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <summary>The hub's answer to a sync.</summary>
/// <param name="Store">The store the terminal is assigned to now.</param>
/// <param name="Upload">Null when no facts were sent, unless the hub has more of the journal than its terminal.</param>
/// <param name="State">Null when none was asked for or the terminal is revoked.</param>
/// <param name="NewEpoch">An epoch to go on in, given because the terminal's line forked or fell behind; null normally.</param>
/// <param name="DurableThrough">
/// Ends of this terminal's lines in the newest verified backup of this history: through there the terminal needn't keep its
/// facts for the hub. Each holds for the journal that has the same chain hash there. Absent while there is no such backup.
/// </param>
public sealed record SyncAnswer(
    string HubEpoch,
    DateTimeOffset HubTime,
    StoreId Store,
    bool Revoked,
    UploadAnswer? Upload,
    StateAnswer? State,
    JournalEpoch? NewEpoch,
    string? Message,
    IReadOnlyList<EpochPosition>? DurableThrough = null);
