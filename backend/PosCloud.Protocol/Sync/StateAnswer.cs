using PosCloud.Protocol.Bootstrap;

namespace PosCloud.Protocol.Sync;

/// <summary>One page of state.</summary>
/// <param name="Restart">True when the terminal's position can't be continued: drop what was read and build a new replica from these pages.</param>
/// <param name="Continue">Position to ask the next page with; null on the last page.</param>
/// <param name="Cursor">On the last page: the replica's new cursor.</param>
/// <param name="Heads">On the last page: what each stream must add up to once all pages are applied.</param>
/// <param name="RowsLeft">Rows still to come after this page, for progress; a lower bound.</param>
/// <param name="Bootstrap">A ready-made replica to fetch instead of pages; there are no rows then, and the file's own cursor goes on. Only for a terminal that said it takes files.</param>
/// <param name="Why">Why the position can't be continued; null when it is.</param>
public sealed record StateAnswer(
    bool Restart,
    IReadOnlyList<StreamRows> Rows,
    string? Continue,
    string? Cursor,
    IReadOnlyList<StreamHead> Heads,
    long RowsLeft,
    BootstrapOffer? Bootstrap = null,
    RestartReason? Why = null);
