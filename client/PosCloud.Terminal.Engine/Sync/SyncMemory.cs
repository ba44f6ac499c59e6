namespace PosCloud.Terminal.Engine.Sync;

/// <summary>What requests and connectivity share: whether the hub answers, since when it doesn't, and what went wrong last.</summary>
internal sealed class SyncMemory(TimeProvider clock, TimeSpan offlineAfter)
{
    private readonly Lock _gate = new();

    /// <summary>The hub answered, or fell silent.</summary>
    public event Action? Changed;

    public string? LastError { get; private set; }

    /// <summary>Start of the present outage; null while the hub answers.</summary>
    public DateTimeOffset? OfflineSince { get; private set; }

    public DateTimeOffset? LastAnswerAt { get; private set; }

    public void Restore(DateTimeOffset? offlineSince) => OfflineSince = offlineSince;

    /// <summary>A request is out; the hub counts as silent when no answer came for a while, though the wait goes on.</summary>
    public IDisposable Waiting() => clock.CreateTimer(_ => Silent("The hub does not answer."), null, offlineAfter, Timeout.InfiniteTimeSpan);

    public void Answered()
    {
        lock (_gate)
        {
            LastAnswerAt = clock.GetUtcNow();
            if (LastError is null && OfflineSince is null) return;
            // The outage is reported in the request that ends it; a further request of the same sync has none.
            (LastError, OfflineSince) = (null, null);
        }

        Changed?.Invoke();
    }

    public void Failed(string error, bool hubAnswered)
    {
        lock (_gate)
        {
            LastError = error;
            if (hubAnswered) OfflineSince = null;
            else OfflineSince ??= LastAnswerAt ?? clock.GetUtcNow();
        }

        Changed?.Invoke();
    }

    private void Silent(string why)
    {
        lock (_gate)
        {
            if (OfflineSince is not null) return;
            LastError = why;
            OfflineSince = LastAnswerAt ?? clock.GetUtcNow();
        }

        Changed?.Invoke();
    }
}
