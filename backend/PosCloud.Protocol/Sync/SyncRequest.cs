namespace PosCloud.Protocol.Sync;

/// <summary>
/// The head of a sync: what the terminal knows, reports and wants. Facts follow it as frames (see <see cref="SyncBody"/>).
/// Who the terminal is comes from its credential, never from here.
/// </summary>
/// <param name="HubEpoch">The hub history this terminal last spoke to; null at first contact.</param>
/// <param name="Acknowledged">What the hub has acknowledged, for every epoch in the journal.</param>
/// <param name="Upload">Names the facts that follow; null when none do.</param>
/// <param name="State">Where to go on reading state; null when the terminal wants none.</param>
/// <param name="Deleted">
/// Where epochs of the journal begin on its device, named while the hub may lack what stood before: through these positions
/// facts were in a verified backup and are deleted. Absent while there is nothing to say.
/// </param>
public sealed record SyncRequest(
    int Protocol,
    int Schema,
    string Program,
    string Engine,
    string? HubEpoch,
    IReadOnlyList<EpochPosition> Acknowledged,
    UploadHeader? Upload,
    StateRequest? State,
    TerminalReport Report,
    IReadOnlyList<EpochPosition>? Deleted = null);
