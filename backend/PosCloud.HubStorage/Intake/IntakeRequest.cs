using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>What a terminal, whose credential was checked, says and sends in one request.</summary>
/// <param name="Facts">In journal order from <paramref name="First"/> on; may be empty.</param>
/// <param name="Upload">Name of the sync session, kept with the facts that it brings.</param>
public sealed record IntakeRequest(
    TerminalId Terminal,
    JournalEpoch Epoch,
    JournalSequence First,
    Sha256Digest Previous,
    IReadOnlyList<FactFrame> Facts,
    StoreId? Store,
    string? BootId,
    long? MonotonicMilliseconds,
    string? HubEpoch,
    IReadOnlyList<EpochPosition> Acknowledged,
    string? Upload)
{
    /// <summary>Files may have holes that no terminal can fill any more; a terminal is asked to fill them.</summary>
    public FactSource Source { get; init; } = FactSource.Terminal;

    /// <summary>Whether a request without facts asks if the hub has more of the journal than its terminal.</summary>
    public bool LooksForMore { get; init; } = true;

    /// <summary>Where the journal begins on its device: what stood through there was in a verified backup and is deleted.</summary>
    public IReadOnlyList<EpochPosition> Deleted { get; init; } = [];

    /// <summary>Hub time by the terminal's own reckoning when it sent this; null when it can't know.</summary>
    public long? SentAtMilliseconds { get; init; }

    public static IntakeRequest Of(TerminalId terminal, SyncRequest request, IReadOnlyList<FactFrame> facts, string? upload)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Upload;
        var open = request.Acknowledged.Count == 0 ? JournalEpoch.First : request.Acknowledged[^1].Epoch;
        return new IntakeRequest(
            terminal,
            header?.Epoch ?? open,
            header?.First ?? new JournalSequence(1),
            header?.Previous ?? Sha256Digest.None,
            facts,
            header?.Store,
            header?.BootId,
            header?.MonotonicMilliseconds,
            request.HubEpoch,
            request.Acknowledged,
            upload) { Deleted = request.Deleted ?? [], SentAtMilliseconds = EstimatedTime.SentAt(request.Report) };
    }
}
