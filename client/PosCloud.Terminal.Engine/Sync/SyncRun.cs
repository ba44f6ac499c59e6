using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Errors;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>One sync under way: its counts and what it has already tried.</summary>
internal sealed class SyncRun(string cause, DateTimeOffset startedAt, long startedTimestamp, IProgress<SyncProgress>? progress)
{
    private const int MaxRestarts = 4;
    private readonly HashSet<JournalEpoch> _startedOver = [];
    private readonly HashSet<(JournalEpoch Epoch, JournalSequence Sequence)> _repaired = [];
    private bool _askedWithoutFacts;
    private int _restarts;
    private int? _batchLimit;
    private SyncErrorCode? _refusal;
    private TimeSpan? _retryAfter;

    public string Cause { get; } = cause;

    public int Requests { get; set; }

    public long BytesUp { get; set; }

    public long BytesDown { get; set; }

    public int Uploaded { get; set; }

    public long Downloaded { get; set; }

    public long RowsReceived { get; set; }

    public long RowsLeft { get; set; }

    /// <summary>A ready-made replica that the hub wants fetched next.</summary>
    public BootstrapOffer? Offer { get; set; }

    public long FileBytes { get; private set; }

    public long FileBytesTotal { get; private set; }

    public bool IsFirstDownload { get; init; }

    public bool HubAnswered { get; set; }

    public bool WantsState { get; set; } = true;

    public string? Error { get; private set; }

    public void BeginFile(BootstrapOffer offer)
    {
        (FileBytes, FileBytesTotal) = (-1, offer.Bytes);
        (RowsReceived, RowsLeft) = (0, offer.Rows);
    }

    /// <summary>Bytes of the file that are here; what an earlier try left is there at once and didn't come over the line.</summary>
    public void FileGrewTo(long bytes)
    {
        if (FileBytes >= 0) BytesDown += Math.Max(0, bytes - FileBytes);
        FileBytes = bytes;
    }

    public void RowsChecked(long rows, BootstrapOffer offer) => (RowsReceived, RowsLeft) = (rows, Math.Max(0, offer.Rows - rows));

    public void Fail(string error, SyncErrorCode? refusal = null, TimeSpan? retryAfter = null)
    {
        Error ??= error;
        _refusal ??= refusal;
        _retryAfter ??= retryAfter;
    }

    public void GiveUpState(string? why)
    {
        WantsState = false;
        if (why is not null) Fail(why, SyncErrorCode.Version);
    }

    /// <summary>Bounds how often one sync begins again after a surprise; the next sync may.</summary>
    public bool MayGoOn() => ++_restarts <= MaxRestarts;

    /// <summary>Once a sync.</summary>
    public bool MayAskWithoutFacts() => !_askedWithoutFacts && (_askedWithoutFacts = true);

    public bool MayStartOver(JournalEpoch epoch) => _startedOver.Add(epoch);

    /// <summary>One try per sync: what damages a fact on its way may still be there.</summary>
    public bool MayRepair(JournalEntry entry) => _repaired.Add((entry.Epoch, entry.Sequence));

    public bool IsToRepair(JournalEntry entry) => !_repaired.Contains((entry.Epoch, entry.Sequence));

    public int BatchLimit(int configured) => Math.Min(configured, _batchLimit ?? configured);

    /// <summary>Halves the batch after "too large"; false when it can't be smaller.</summary>
    public bool MaySplit(UploadBatch? batch)
    {
        if (batch is null || batch.Facts.Count < 2) return false;
        _batchLimit = batch.Facts.Count / 2;
        return true;
    }

    public void ReportProgress(UploadQueue queue, StateSession? state = null)
    {
        if (progress is null) return;
        var rows = Math.Max(RowsReceived, state?.RowsReceived ?? 0);
        progress.Report(new SyncProgress(Uploaded, Uploaded + queue.Pending().Facts, rows, rows + RowsLeft, BytesDown, IsFirstDownload, Math.Max(0, FileBytes), FileBytesTotal));
    }

    public SyncReport Report(TimeProvider clock) => new(
        startedAt, clock.GetElapsedTime(startedTimestamp), Cause, Uploaded, Downloaded, Requests, BytesUp, BytesDown, Error, _refusal, HubAnswered, _retryAfter);
}
