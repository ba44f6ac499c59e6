using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// Puts facts into the outbox, and insists when the hub lacks facts the engine says it sent. An engine that goes by the
/// device's clock can take rows for sent for ever; deleting and inserting them helps while the clock goes forward, a new
/// file helps always.
/// </summary>
internal sealed class UploadRepair(Outbox outbox)
{
    private const int MaxTries = 3;

    private (JournalEpoch Epoch, JournalSequence First)? _at;
    private bool _isDelivered;
    private int _tries;

    public string Path => outbox.Path;

    /// <summary>False when all means were tried and the hub still lacks the batch's first fact; the next call begins anew.</summary>
    public bool Prepare(TerminalId terminal, UploadBatch batch)
    {
        var at = (batch.Epoch, batch.Facts[0].Sequence);
        if (at != _at) _tries = 0;
        else if (_isDelivered) _tries++;
        (_at, _isDelivered) = (at, false);
        if (_tries >= MaxTries)
        {
            StartOver();
            return false;
        }

        if (_tries == MaxTries - 1) outbox.Discard();
        outbox.Fill(terminal, batch, again: _tries == 1);
        return true;
    }

    /// <summary>The engine says that it brought the batch. If the next hello shows that the hub lacks it, it didn't.</summary>
    public void Delivered() => _isDelivered = true;

    /// <summary>Sends facts once more that the hub has got already.</summary>
    public void Repeat(TerminalId terminal, UploadBatch batch) => outbox.Fill(terminal, batch, again: true);

    /// <summary>Forgets what was sent.</summary>
    public void StartOver()
    {
        (_at, _isDelivered, _tries) = (null, false, 0);
        outbox.Discard();
    }
}
