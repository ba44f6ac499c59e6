using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;

namespace PosCloud.Protocol.Sync;

/// <summary>The hub's answer to a sync.</summary>
/// <param name="Store">The store the terminal is assigned to now.</param>
/// <param name="Upload">Null when no facts were sent.</param>
/// <param name="State">Null when none was asked for or the terminal is revoked.</param>
/// <param name="NewEpoch">An epoch to go on in, given because the terminal's line forked or fell behind; null normally.</param>
public sealed record SyncAnswer(
    string HubEpoch,
    DateTimeOffset HubTime,
    StoreId Store,
    bool Revoked,
    UploadAnswer? Upload,
    StateAnswer? State,
    JournalEpoch? NewEpoch,
    string? Message);

/// <summary>What became of the facts of one request.</summary>
/// <param name="Branch">Name of the branch that holds the acknowledged facts; empty for a journal's first line.</param>
/// <param name="AcceptedThrough">All facts up to here are durable on the hub.</param>
/// <param name="ChainHash">The hub's chain hash there; the terminal compares it with its own.</param>
/// <param name="Expected">With <see cref="UploadOutcome.Gap"/>: the sequence to send from.</param>
public sealed record UploadAnswer(
    UploadOutcome Outcome,
    JournalEpoch Epoch,
    string Branch,
    JournalSequence AcceptedThrough,
    Sha256Digest ChainHash,
    JournalSequence? Expected,
    IReadOnlyList<QuarantinedFact> Quarantined);

/// <summary>Answer to an upload.</summary>
public enum UploadOutcome
{
    /// <summary>All facts are on the hub, accepted or in quarantine.</summary>
    Accepted = 0,

    /// <summary>Something before the first fact is missing; nothing was taken.</summary>
    Gap = 1,

    /// <summary>The facts don't continue the line the hub knows: they were kept on a new branch, and the device gets a new epoch.</summary>
    Forked = 2,

    /// <summary>The hub has more of this journal than the terminal: an old copy of its files.</summary>
    Behind = 3,
}

/// <param name="Message">For people: what is wrong and what to do.</param>
public sealed record QuarantinedFact(JournalEpoch Epoch, JournalSequence Sequence, FactId? Fact, QuarantineCode Code, string Message);

/// <summary>One page of state.</summary>
/// <param name="Restart">True when the terminal's position can't be continued: drop what was read and build a new replica from these pages.</param>
/// <param name="Continue">Position to ask the next page with; null on the last page.</param>
/// <param name="Cursor">On the last page: the replica's new cursor.</param>
/// <param name="Heads">On the last page: what each stream must add up to once all pages are applied.</param>
/// <param name="RowsLeft">Rows still to come after this page, for progress; a lower bound.</param>
public sealed record StateAnswer(
    bool Restart,
    IReadOnlyList<StreamRows> Rows,
    string? Continue,
    string? Cursor,
    IReadOnlyList<StreamHead> Heads,
    long RowsLeft);

/// <summary>Changes of one table in one stream, by ascending number.</summary>
public sealed record StreamRows(string Stream, string Table, IReadOnlyList<RowChange> Changes);

/// <param name="Sequence">The row's change number in its stream.</param>
/// <param name="Key">The key of a deleted row; null for a live one, whose key is in its content.</param>
/// <param name="Row">The row as <see cref="Tables.RowJson"/> wrote it; null when it was deleted.</param>
public sealed record RowChange(long Sequence, string? Key, RawJson? Row);

/// <param name="Sequence">Number of the stream's last change.</param>
/// <param name="RowCount">Live rows.</param>
/// <param name="Checksum">See <see cref="Tables.RowChecksum"/>.</param>
public sealed record StreamHead(string Stream, long Sequence, long RowCount, long Checksum);
